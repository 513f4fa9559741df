using ZiBai.Process.Tests.Sources;

namespace ZiBai.Process.Tests.Debugging;

/// <summary>The debug page as a browser shows it. The colours are those of HtmlPage.css.</summary>
public sealed class ScreenshotTests : IDisposable
{
    private const int Band = 0x8a1c3b;
    private const int Mark = 0xffe7a0;
    private const int Width = 1200;
    private const int Height = 900;

    private readonly TempFolder _folder = new();
    private readonly SourceApp _app = new(DebugTests.App);

    public void Dispose()
    {
        _app.Dispose();
        _folder.Dispose();
    }

    [ProgramFact("chromium")]
    public async Task ThePageHasItsBandAcrossTheTopAndTheLineMarkedBelow()
    {
        await using var tool = await _app.StartReadyAsync(options: "--debug");
        var screenshot = _folder.File("page.png");

        await BrowseAsync(tool, $"--screenshot={screenshot}", $"--window-size={Width},{Height}", "--hide-scrollbars");

        var page = Picture.Read(screenshot);
        Assert.Equal((Width, Height), (page.Width, page.Height));
        Assert.Equal((Band, Band), (page[2, 2], page[Width - 3, 2]));
        Assert.NotEqual(Band, page[2, Height - 3]);

        // One line of the source, as a stripe that text stands on.
        var marked = Enumerable.Range(0, Height).Where(y => Enumerable.Range(0, Width).Count(x => page[x, y] == Mark) > Width / 2).ToArray();
        Assert.InRange(marked.Length, 10, 60);
        Assert.Equal(marked.Length, marked[^1] - marked[0] + 1);
        Assert.Contains(marked, y => Enumerable.Range(0, Width).Any(x => Darkness(page[x, y]) > 500));
    }

    [ProgramFact("chromium")]
    public async Task TheBrowserFindsTheExceptionInTheHeading()
    {
        await using var tool = await _app.StartReadyAsync(options: "--debug");

        var document = await BrowseAsync(tool, "--dump-dom");

        Assert.Matches("<h1>InvalidOperationException", document);
        Assert.Contains("The till &lt;b&gt;is&lt;/b&gt; locked.", document, StringComparison.Ordinal);
    }

    private static int Darkness(int colour) => 3 * 255 - (colour >> 16) - (colour >> 8 & 255) - (colour & 255);

    /// <summary>Has the browser open the page.</summary>
    /// <returns>What it prints.</returns>
    private async Task<string> BrowseAsync(ChildProcess tool, params string[] options)
    {
        // Its sandbox asks for what containers and root do not have; the page is our own.
        await using var browser = ChildProcess.Start(
            InstalledProgram.Find("chromium")!,
            ["--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={_folder.File("profile")}", .. options, ZiBaiTool.ListenAddresses(tool)[0] + "/pay"]);
        Assert.True(await browser.WaitForExitAsync(Timeouts.ProcessStart) == 0, browser.ToString());
        return browser.Stdout;
    }
}
