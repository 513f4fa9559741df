using System.Security.Cryptography;

namespace ZiBai.Process.Tests.BehindNginx;

/// <summary>The app of test/Apps/Transfer, served by the real tool behind a real nginx.</summary>
internal sealed class TransferApp : IAsyncDisposable
{
    private readonly TempFolder _folder;

    private TransferApp(TempFolder folder, ChildProcess tool, Nginx front)
    {
        _folder = folder;
        Tool = tool;
        Front = front;
    }

    public ChildProcess Tool { get; }

    public Nginx Front { get; }

    /// <param name="unix">Whether nginx reaches the tool over a Unix socket; else over TCP.</param>
    /// <param name="options">Further options of the tool.</param>
    public static async Task<TransferApp> StartAsync(bool unix, params string[] options)
    {
        var folder = new TempFolder();
        ChildProcess? tool = null;
        try
        {
            var listen = unix ? $"unix:{folder.Socket("app.sock")}" : "127.0.0.1:0";
            tool = await ZiBaiTool.StartReadyAsync(
                ["transfer:App", "--app-dir", BuiltApp.Folder("transfer"), "-l", listen, .. options]);
            var upstream = ZiBaiTool.ListenAddresses(tool)[0].Replace("http://", "", StringComparison.Ordinal);
            return new TransferApp(folder, tool, await Nginx.StartAsync(upstream));
        }
        catch
        {
            if (tool is not null)
            {
                await tool.DisposeAsync();
            }

            folder.Dispose();
            throw;
        }
    }

    /// <summary>What the app's /download gives, as it is specified there.</summary>
    public static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    public NginxClient Connect() => new(Front.Address);

    public string File(string name) => _folder.File(name);

    public string Socket(string name) => _folder.Socket(name);

    public async ValueTask DisposeAsync()
    {
        await Front.DisposeAsync();
        await Tool.DisposeAsync();
        _folder.Dispose();
    }
}
