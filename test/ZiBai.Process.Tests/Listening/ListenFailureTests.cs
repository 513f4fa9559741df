using System.Net;
using System.Net.Sockets;

namespace ZiBai.Process.Tests.Listening;

public sealed class ListenFailureTests
{
    [Fact]
    public async Task PortInUseIsRefused()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();

        await AssertCannotListenAsync(taken.LocalEndPoint!.ToString()!, "in use");
    }

    [Fact]
    public async Task PortOfAnotherZibaiIsRefusedAndTheOtherGoesOn()
    {
        await using var first = await Served.StartAsync("hello:App");

        await AssertCannotListenAsync(first.Address.Replace("http://", "", StringComparison.Ordinal), "in use");
        Assert.Equal("Hello World!", (await first.GetAsync()).BodyText);
    }

    [Fact]
    public async Task AddressThatIsNotOfThisMachineIsRefused() =>
        await AssertCannotListenAsync("192.0.2.1:0", "not an address of this machine");

    [Fact]
    public async Task UnixSocketInAFolderThatIsNotThereIsRefused()
    {
        using var folder = new TempFolder();

        await AssertCannotListenAsync($"unix:{folder.File("none")}/a.sock", "there is no folder");
    }

    [Fact]
    public async Task UnixPathThatIsTooLongIsRefused()
    {
        using var folder = new TempFolder();

        await AssertCannotListenAsync($"unix:{folder.File(new string('x', 120))}", "bytes");
    }

    [Fact]
    public async Task RegularFileAtTheUnixPathIsRefusedAndLeftAsItIs()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("a.sock"), "precious");

        await AssertCannotListenAsync($"unix:{folder.File("a.sock")}", "not a socket");

        Assert.Equal("precious", await File.ReadAllTextAsync(folder.File("a.sock")));
    }

    [Fact]
    public async Task LiveUnixSocketOfAnotherZibaiIsRefusedAndTheOtherGoesOn()
    {
        using var folder = new TempFolder();
        var address = $"unix:{folder.Socket("a.sock")}";
        await using var first = await Served.StartAsync("hello:App", $"-l {address}");

        await AssertCannotListenAsync(address, "another server is alive");
        Assert.Equal("Hello World!", (await first.GetAsync()).BodyText);
    }

    [Fact]
    public async Task OneAddressThatFailsMeansThatNoneIsListenedOn()
    {
        using var folder = new TempFolder();
        await using var first = await Served.StartAsync("hello:App");

        await using var second = await Served.FailAsync(
            "hello:App", $"-l unix:{folder.Socket("a.sock")} {first.Address.Replace("http://", "", StringComparison.Ordinal)}");

        Assert.Equal(4, second.ExitCode);
        Assert.Empty(ZiBaiTool.ListenAddresses(second));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    /// <summary>Exit code 4, and one line that names the address and the reason.</summary>
    private static async Task AssertCannotListenAsync(string address, string reason)
    {
        await using var tool = await Served.FailAsync("hello:App", $"-l {address}");

        Assert.Equal(4, tool.ExitCode);
        var only = Assert.Single(tool.Lines);
        Assert.Equal(ChildOutput.Stderr, only.Stream);
        Assert.StartsWith("zibai: error: ", only.Text, StringComparison.Ordinal);
        Assert.Contains($"'{address}'", only.Text, StringComparison.Ordinal);
        Assert.Contains(reason, only.Text, StringComparison.Ordinal);
    }
}
