using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ZiBai.Transport;

namespace ZiBai.Tests.Transport;

[UnsupportedOSPlatform("windows")]
public sealed partial class UnixListenTests : IDisposable
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zb");

    private string SocketPath => Path.Combine(_folder.FullName, "a.sock");

    public void Dispose() => _folder.Delete(recursive: true);

    [UnixFact]
    public void ASocketIsShownAndKnownByItsAbsolutePath()
    {
        using var socket = Bind();

        Assert.Equal($"unix:{SocketPath}", socket.DisplayName);
        Assert.Equal(new UnixDomainSocketEndPoint(SocketPath), Assert.IsType<UnixDomainSocketEndPoint>(socket.Socket.LocalEndPoint));
    }

    [UnixFact]
    public void AListeningSocketIsReached()
    {
        using var socket = Bind();
        socket.Listen(null);

        using var client = Connect();

        Assert.True(client.Connected);
    }

    [UnixFact]
    public void ThePermissionsAreExactlyThoseAskedFor()
    {
        foreach (var octal in new[] { "600", "660", "666", "777", "000", "421" })
        {
            var permissions = (UnixFileMode)Convert.ToInt32(octal, 8);

            using var socket = Bind(permissions: permissions);

            Assert.Equal(permissions, File.GetUnixFileMode(SocketPath));
        }
    }

    [UnixFact]
    public void PermissionsThatTheFolderOverrodeArePutRight()
    {
        ModeOfANewFile("file");
        var path = Path.Combine(_folder.FullName, "file");

        UnixFiles.EnsurePermissions(path, UnixFiles.Find(path), UnixFileMode.UserRead);

        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(path));
    }

    [UnixFact]
    public void TheUmaskIsPutBack()
    {
        var before = ModeOfANewFile("before");

        using var socket = Bind(permissions: default);

        Assert.Equal(before, ModeOfANewFile("after"));
    }

    [UnixFact]
    public void TheUmaskIsPutBackAfterAFailure()
    {
        var before = ModeOfANewFile("before");

        Assert.Throws<IOException>(() => UnixFiles.WithPermissions(default, () => throw new IOException()));

        Assert.Equal(before, ModeOfANewFile("after"));
    }

    [UnixFact]
    public async Task AFileIsKnownByTheDeviceInodeAndOwnerThatStatShows()
    {
        using var socket = Bind();
        var format = OperatingSystem.IsLinux() ? "-c" : "-f";
        using var stat = Process.Start(new ProcessStartInfo("stat", [format, "%d %i %u", SocketPath]) { RedirectStandardOutput = true })!;
        var shown = await stat.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));

        var found = UnixFiles.Find(SocketPath)!;

        Assert.Equal($"{found.Device} {found.Inode} {found.Owner}", shown.Trim());
        Assert.True(found.IsSocket);
        Assert.True(UnixFiles.IsOurs(found));
        Assert.False(UnixFiles.IsOurs(found with { Owner = found.Owner + 1 }));
    }

    [UnixFact]
    public void TheFileGoesWithTheSocket()
    {
        var socket = Bind();

        socket.Dispose();
        socket.Dispose();

        Assert.False(File.Exists(SocketPath));
    }

    [UnixFact]
    public void AFileThatAnotherServerPutThereStays()
    {
        var ours = Bind();
        File.Delete(SocketPath);
        using var theirs = Bind();
        theirs.Listen(null);

        ours.Dispose();

        using var client = Connect();
        Assert.True(client.Connected);
    }

    [UnixFact]
    public void ASocketWhoseFileOrFolderIsGoneIsDisposedInPeace()
    {
        var socket = Bind(Path.Combine(_folder.CreateSubdirectory("gone").FullName, "a.sock"));
        Directory.Delete(Path.Combine(_folder.FullName, "gone"), recursive: true);

        socket.Dispose();
    }

    [UnixFact]
    public async Task KestrelServesOnTheSocketAndItsStopTakesTheFileAway()
    {
        using var socket = Bind();
        await using var app = await ServeWithKestrelAsync(socket);

        using (var client = Connect())
        {
            client.Send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"u8);
            using var reader = new StreamReader(new NetworkStream(client), Encoding.ASCII);
            Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        }

        await app.StopAsync();
        Assert.False(File.Exists(SocketPath));
    }

    [UnixFact]
    public async Task KestrelsStopLeavesTheFileOfAnotherServer()
    {
        using var socket = Bind();
        await using var app = await ServeWithKestrelAsync(socket);
        File.Delete(SocketPath);
        using var theirs = Bind();

        await app.StopAsync();

        Assert.True(File.Exists(SocketPath));
    }

    private static async Task<WebApplication> ServeWithKestrelAsync(ListenSocket socket)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSockets(options => options.CreateBoundListenSocket = _ => socket.Socket);
        builder.WebHost.ConfigureKestrel(options => options.Listen(socket.EndPoint));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync("Hello"));
        await app.StartAsync();
        return app;
    }

    private ListenSocket Bind(string? path = null, UnixFileMode permissions = OwnerAlone)
        => Assert.Single(ListenSockets.Bind([ListenAddressTests.Parse($"unix:{path ?? SocketPath}")], false, permissions));

    private Socket Connect()
    {
        var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(SocketPath));
        return client;
    }

    private UnixFileMode ModeOfANewFile(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, "");
        return File.GetUnixFileMode(path);
    }
}
