using System.Globalization;
using ZiBai.Process.Tests.BehindNginx;
using ZiBai.Process.Tests.Packaging;
using ZiBai.Process.Tests.Samples;

namespace ZiBai.Process.Tests.Readme;

/// <summary>
/// What README.md does to a machine, done to a folder that stands for its root. <c>apt-get</c>, <c>useradd</c> and <c>systemctl</c> only note that they were
/// called, and the test does in systemd's place what the installed unit says.
/// </summary>
[Collection(nameof(BuiltPackages))]
public sealed class DeploymentTests : IDisposable
{
    private readonly BuiltPackages _built;
    private readonly TempFolder _folder = new();

    public DeploymentTests(BuiltPackages built)
    {
        _built = built;
        foreach (var folder in (string[])["opt", "usr/local/bin", "etc/systemd/system", "etc/nginx/conf.d", "etc/nginx/sites-enabled", "home/hello", "bin"])
        {
            Directory.CreateDirectory(_folder.File(folder));
        }

        Program("sudo", "exec \"$@\"");
        foreach (var name in (string[])["apt-get", "useradd", "systemctl"])
        {
            Program(name, $"echo \"{name} $*\" >>'{Calls}'");
        }
    }

    private string Calls => _folder.File("calls");

    private string Socket => _folder.Socket("app.sock");

    private string App => _folder.File("home/hello/hello.cs");

    public void Dispose() => _folder.Dispose();

    [ProgramFact("nginx")]
    [RunsCommand("sudo ")]
    [RunsCommand("zibai hello:App --app-dir ~/hello --check-config")]
    public async Task TheAppIsServedBehindNginxAndDeployedAnew()
    {
        var clone = _folder.File("clone");
        Directory.CreateDirectory(clone);
        Directory.CreateSymbolicLink(Path.Combine(clone, "out"), _built.Published);
        Directory.CreateSymbolicLink(Path.Combine(clone, "samples"), Path.Combine(BuiltApp.Repository, "samples"));
        await File.WriteAllTextAsync(_folder.File("etc/nginx/sites-enabled/default"), "welcome");
        await File.WriteAllTextAsync(App, await File.ReadAllTextAsync(Path.Combine(BuiltApp.Repository, "samples", "hello.cs")));

        await UserShell.RunAsync(Here(ReadmeText.Block("sh", "apt-get")), clone, [_folder.File("bin")]);

        Assert.Equal(["apt-get install -y nginx", "useradd --system hello", "systemctl enable --now hello", "systemctl restart nginx"], await File.ReadAllLinesAsync(Calls));
        Assert.Empty(Directory.GetFiles(_folder.File("etc/nginx/sites-enabled")));
        var unit = new ServiceUnit(_folder.File("etc/systemd/system/hello.service"));
        var cache = unit["Environment"].Split('=');
        await using var tool = UserShell.Start(
            $"exec {Here(unit["ExecStart"])}", _folder.Path, [], new Dictionary<string, string?> { [cache[0]] = _folder.File("cache") });
        await ZiBaiTool.WaitUntilReadyAsync(tool);
        var site = await File.ReadAllTextAsync(_folder.File("etc/nginx/conf.d/hello.conf"));
        await using var nginx = await Nginx.StartAsync(listen => ReadmeText.Replaced(
            ReadmeText.Replaced(site, "listen 80;", $"listen {listen};"), "unix:/run/hello/app.sock;", $"unix:{Socket};"));
        using var client = new NginxClient(nginx.Address);
        Assert.Equal("Hello World!", await client.GetStringAsync("/"));

        await File.WriteAllTextAsync(App, (await File.ReadAllTextAsync(App)).Replace("Hello World!", "Hello again!", StringComparison.Ordinal));
        await UserShell.RunAsync(
            Here(ReadmeText.Block("sh", "systemctl reload hello")), clone, [_folder.File("bin"), _built.Published],
            new Dictionary<string, string?> { ["XDG_CACHE_HOME"] = _folder.File("cache") });

        Assert.Equal("systemctl reload hello", (await File.ReadAllLinesAsync(Calls))[^1]);
        await UserShell.RunAsync(
            unit["ExecReload"].Replace("$MAINPID", tool.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), _folder.Path, []);
        await tool.WaitForLineAsync("All workers replaced, 4 in ", ChildOutput.Stderr, timeout: Timeouts.ProcessStart);
        Assert.Equal("Hello again!", await client.GetStringAsync("/"));
    }

    [Fact]
    [RunsCommand("zibai hello:App -l unix:")]
    public async Task TheGuidesCommandServesOnASocketForTheGroup()
    {
        var words = ReadmeText.Replaced(ReadmeText.Command("zibai hello:App -l unix:"), "/run/hello/app.sock", Socket).Split(' ');
        await using var tool = await ZiBaiTool.StartReadyAsync(words[1..], workingDirectory: BuiltApp.Folder("hello"));
        await using var client = await RawConnection.ConnectAsync(Assert.Single(ZiBaiTool.ListenAddresses(tool)));

        Assert.Equal("Hello World!", (await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n")).BodyText);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal((UnixFileMode)Convert.ToInt32("660", 8), File.GetUnixFileMode(Socket));
        }
    }

    /// <summary>With the test's folders in the place of the machine's.</summary>
    private string Here(string commands)
    {
        foreach (var folder in (string[])["/opt/", "/usr/local/bin/", "/srv/", "/etc/"])
        {
            commands = commands.Replace(folder, _folder.Path + folder, StringComparison.Ordinal);
        }

        return commands.Replace("~/", _folder.File("home/"), StringComparison.Ordinal).Replace("/run/hello/app.sock", Socket, StringComparison.Ordinal);
    }

    private void Program(string name, string command)
    {
        var path = _folder.File($"bin/{name}");
        File.WriteAllText(path, $"#!/bin/sh\n{command}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
