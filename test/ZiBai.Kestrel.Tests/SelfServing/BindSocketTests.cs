using System.Net;
using System.Net.Sockets;
using ZiBai.Testing;

namespace ZiBai.Tests.SelfServing;

/// <summary>CreateBindSocket, as a program of somebody's own calls it.</summary>
public sealed class BindSocketTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PortZeroIsARealPortWhereNobodyListensYet()
    {
        using var socket = ZiBaiServer.CreateBindSocket("127.0.0.1:0");
        var endPoint = Assert.IsType<IPEndPoint>(socket.LocalEndPoint);

        Assert.NotEqual(0, endPoint.Port);
        var error = await Assert.ThrowsAsync<SocketException>(() => RawConnection.ConnectAsync(endPoint));
        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
    }

    [Fact]
    public void AUnixSocketsFileIsItsOwnersAloneAndGoesWithIt()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = _folder.Socket("app.sock");
        using (ZiBaiServer.CreateBindSocket($"unix:{path}"))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public void PermissionsAreAsAskedFor()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Group = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        var path = _folder.Socket("app.sock");
        using var socket = ZiBaiServer.CreateBindSocket($"unix:{path}", unixSocketPerms: Group);

        Assert.Equal(Group, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData("somewhere")]
    [InlineData("127.0.0.1:port")]
    [InlineData("unix:")]
    public void AnAddressThatIsNoneIsRefusedByName(string address) =>
        Assert.Contains(
            address, Assert.Throws<ListenException>(() => ZiBaiServer.CreateBindSocket(address)).Message, StringComparison.Ordinal);
}
