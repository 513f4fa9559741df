using System.Net.Sockets;
using System.Text;
using ZiBai.Transport;

namespace ZiBai.Tests.Transport;

/// <summary>Paths where a socket cannot be made, or not without a look at what stands there.</summary>
public sealed partial class UnixListenTests
{
    [UnixFact]
    public void ASocketLeftBehindIsReplaced()
    {
        LeaveBehind(SocketPath);

        using var socket = Bind();
        socket.Listen(null);

        using var client = Connect();
        Assert.True(client.Connected);
    }

    [UnixFact]
    public void ALiveSocketOfAnotherServerIsAnError()
    {
        using var theirs = Bind();
        theirs.Listen(null);

        var error = Assert.Throws<ListenException>(() => Bind());

        Assert.Equal($"Cannot listen on 'unix:{SocketPath}': another server is alive on '{SocketPath}'. Stop it, or choose another path.", error.Message);
        using var client = Connect();
        Assert.True(client.Connected);
    }

    [UnixFact]
    public void AServerWhoseBacklogIsFullIsAliveAndDoesNotHoldUpTheProbe()
    {
        using var theirs = Bind();
        theirs.Listen(backlog: 1);
        var waiting = new List<Socket>();
        try
        {
            while (true)
            {
                waiting.Add(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false });
                waiting[^1].Connect(new UnixDomainSocketEndPoint(SocketPath));
            }
        }
        catch (SocketException)
        {
            // Full.
        }

        var error = Assert.Throws<ListenException>(() => Bind());

        waiting.ForEach(socket => socket.Dispose());
        Assert.Contains("another server is alive", error.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public void ASocketOfAnotherKindIsLeftAlone()
    {
        using var datagram = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        datagram.Bind(new UnixDomainSocketEndPoint(SocketPath));

        var error = Assert.Throws<ListenException>(() => Bind());

        Assert.Contains("is a socket, and it cannot be told whether a program is alive there", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(SocketPath));
    }

    [UnixFact]
    public void AFileThatIsNotASocketIsNeverDeleted()
    {
        File.WriteAllText(SocketPath, "dear");

        var error = Assert.Throws<ListenException>(() => Bind());

        Assert.Contains("exists and is not a socket", error.Message, StringComparison.Ordinal);
        Assert.Equal("dear", File.ReadAllText(SocketPath));
    }

    [UnixFact]
    public void ALinkIsNotFollowed()
    {
        var target = Path.Combine(_folder.FullName, "target.sock");
        LeaveBehind(target);
        File.CreateSymbolicLink(SocketPath, target);

        Assert.Throws<ListenException>(() => Bind());

        Assert.True(File.Exists(target));
    }

    [UnixFact]
    public void AMissingFolderIsAnError()
    {
        var missing = Path.Combine(_folder.FullName, "missing");

        var error = Assert.Throws<ListenException>(() => Bind(Path.Combine(missing, "a.sock")));

        Assert.Contains($"there is no folder '{missing}'. Create it first", error.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public void APathOfTheGreatestLengthIsBound()
    {
        var longest = PathOfBytes(OperatingSystem.IsLinux() ? 107 : 103);

        using var socket = Bind(longest);

        Assert.True(File.Exists(longest));
    }

    [UnixFact]
    public void ALongerPathIsAnErrorWithLengthAndLimit()
    {
        var limit = OperatingSystem.IsLinux() ? 107 : 103;

        var error = Assert.Throws<ListenException>(() => Bind(PathOfBytes(limit + 1)));

        Assert.Contains($"has {limit + 1} bytes, and this system allows {limit}", error.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [UnixFact]
    public void TheSamePathTwiceIsAnErrorThatLeavesNothingBehind()
    {
        var address = ListenAddressTests.Parse($"unix:{SocketPath}");

        var error = Assert.Throws<ListenException>(() => ListenSockets.Bind([address, address], false, OwnerAlone));

        Assert.Contains("the same path is given twice", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(SocketPath));
    }

    [UnixFact]
    public void OneAddressGivesASocketOfItsOwn()
    {
        using (var socket = ListenSockets.BindOne(ListenAddressTests.Parse($"unix:{SocketPath}"), false, OwnerAlone))
        {
            Assert.Equal(SocketPath, socket.LocalEndPoint!.ToString());
        }

        Assert.False(File.Exists(SocketPath));
    }

    [UnprivilegedUnixFact]
    public void AFolderThatMayNotBeWrittenToIsAnError()
    {
        File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var error = Assert.Throws<ListenException>(() => Bind());

        File.SetUnixFileMode(_folder.FullName, OwnerAlone | UnixFileMode.UserExecute);
        Assert.Contains($"This user may not create files in '{_folder.FullName}'", error.Message, StringComparison.Ordinal);
    }

    [UnprivilegedUnixFact]
    public void ASocketThatMayNotBeProbedIsLeftAlone()
    {
        LeaveBehind(SocketPath);
        File.SetUnixFileMode(SocketPath, UnixFileMode.None);

        var error = Assert.Throws<ListenException>(() => Bind());

        Assert.Contains("is a socket that this user may not connect to", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(SocketPath));
    }

    private static void LeaveBehind(string path)
    {
        using var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        dead.Bind(new UnixFileEndPoint(path));
    }

    private string PathOfBytes(int length)
    {
        var folder = _folder.FullName + Path.DirectorySeparatorChar;
        var rest = length - Encoding.UTF8.GetByteCount(folder);
        // Two bytes each, so that characters and bytes differ.
        return folder + new string('é', rest / 2) + new string('a', rest % 2);
    }
}
