using System.Runtime.InteropServices;
using ZiBai.Benchmarks.Figures;

namespace ZiBai.Benchmarks.Tests.Figures;

public sealed class MachineTests
{
    [Fact]
    public void TheProcessorIsNamedAsLinuxNamesIt() => Assert.Equal(
        "Some CPU @ 2.00GHz",
        Machine.Model(["processor\t: 0", "model name\t: Some CPU @ 2.00GHz", "model name\t: Some CPU @ 2.00GHz"]));

    [Fact]
    public void ProcessorWithoutANameIsItsArchitecture() => Assert.Equal(RuntimeInformation.ProcessArchitecture.ToString(), Machine.Model(["processor\t: 0"]));
}
