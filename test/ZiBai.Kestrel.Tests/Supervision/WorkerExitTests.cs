using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed class WorkerExitTests
{
    [Theory]
    [InlineData(0, "exited with code 0")]
    [InlineData(3, "exited with code 3")]
    [InlineData(128, "exited with code 128")]
    [InlineData(193, "exited with code 193")]
    [InlineData(255, "exited with code 255")]
    public void ACodeIsTold(int code, string text) => Assert.Equal(text, new WorkerExit(code).ToString());

    [Theory]
    [InlineData(129, 1)]
    [InlineData(137, 9)]
    [InlineData(192, 64)]
    public void ASignalIsToldWhereThereAreAny(int code, int signal) => Assert.Equal(
        OperatingSystem.IsWindows() ? $"exited with code {code}" : $"was ended by signal {signal}", new WorkerExit(code).ToString());
}
