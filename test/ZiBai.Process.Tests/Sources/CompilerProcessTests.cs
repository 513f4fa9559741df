using System.Diagnostics;
using ZiBai.Cli.Sources;
using ZiBai.Control;

namespace ZiBai.Process.Tests.Sources;

/// <summary>The real compiler process: when it stays, and how it ends.</summary>
public sealed class CompilerProcessTests : IDisposable
{
    private readonly List<System.Diagnostics.Process> _started = [];
    private readonly List<CompilerProcess> _compilers = [];
    private readonly TaskCompletionSource<int> _firstStarted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public void ItEndsAfterACompile()
    {
        var compiler = Compiler();

        Assert.NotNull(compiler.Compile(Text.Set(Text.App("one"))).Assembly);

        EndsWith(0, Assert.Single(_started));
        Assert.False(compiler.IsWarm);
    }

    [Fact]
    public void WhereItStaysTheNextCompilesAreItsToo()
    {
        var compiler = Staying();

        Assert.NotNull(compiler.Compile(Text.Set(Text.App("one"))).Assembly);
        var refused = compiler.Compile(Text.Set(Text.AppWithTypo));
        Assert.Null(refused.Assembly);
        Assert.Contains("CS1002", refused.Errors, StringComparison.Ordinal);
        Assert.NotNull(compiler.Compile(Text.Set(Text.App("two"))).Assembly);

        Assert.False(Assert.Single(_started).HasExited);
        Assert.True(compiler.IsWarm);
    }

    [Fact]
    public void WhatItMakesIsWhatAFreshOneMakes()
    {
        var compiler = Staying();
        compiler.Compile(Text.Set(Text.App("one")));

        Assert.Equal(Compiler().Compile(Text.Set(Text.App("two"))).Assembly, compiler.Compile(Text.Set(Text.App("two"))).Assembly);
    }

    [Fact]
    public void OneThatHasGrownDoesNotStay()
    {
        var compiler = Staying(largest: 1);

        Assert.NotNull(compiler.Compile(Text.Set(Text.App("one"))).Assembly);
        EndsWith(0, _started[0]);

        Assert.NotNull(compiler.Compile(Text.Set(Text.App("two"))).Assembly);
        Assert.Equal(2, _started.Count);
    }

    [Fact]
    public void OneThatWasEndedIsStartedAgainAndNobodyNeedsToKnow()
    {
        var compiler = Staying();
        compiler.Compile(Text.Set(Text.App("one")));
        _started[0].Kill();
        Assert.True(_started[0].WaitForExit(Timeouts.Default));
        Assert.False(compiler.IsWarm);

        Assert.NotNull(compiler.Compile(Text.Set(Text.App("two"))).Assembly);

        Assert.Equal(2, _started.Count);
    }

    [Fact]
    public void OneThatFailsIsToldOfAndStartedAgain()
    {
        var failing = true;
        var compiler = Compiler(program =>
        {
            program.FileName = failing ? "false" : program.FileName;
            failing = false;
        });
        compiler.Stay();

        var failure = Assert.Throws<CompilerFailedException>(() => compiler.Compile(Text.Set(Text.App("one"))));
        Assert.Equal("the compiler's process ended with 1 before it was done.", failure.Message);

        Assert.NotNull(compiler.Compile(Text.Set(Text.App("one"))).Assembly);
    }

    [LinuxFact]
    public async Task SignalsOfTheSupervisorsDoNotConcernIt()
    {
        var compiler = Staying();

        // At once, and so mostly before it has handlers.
        var compile = Task.Run(() => compiler.Compile(Text.Set(Text.App("one"))));
        var pid = await _firstStarted.Task.WaitAsync(Timeouts.Default);
        foreach (var signal in (ChildSignal[])[ChildSignal.Hup, ChildSignal.Int, ChildSignal.Usr1, ChildSignal.Usr2])
        {
            SystemProcess.Signal(pid, signal);
        }

        Assert.NotNull((await compile.WaitAsync(Timeouts.ProcessStart)).Assembly);
        Assert.False(_started[0].HasExited);

        SystemProcess.Signal(pid, ChildSignal.Term);
        EndsWith(0, _started[0]);
    }

    [Fact]
    public void ItEndsWithItsInput()
    {
        Staying().Compile(Text.Set(Text.App("one")));

        // As when the one that has started it is no more, however that came.
        _started[0].StandardInput.Close();

        EndsWith(0, _started[0]);
    }

    [Fact]
    public void NobodyCompilesAfterTheEnd()
    {
        var compiler = Staying();
        compiler.Compile(Text.Set(Text.App("one")));

        compiler.Dispose();

        Assert.True(_started[0].WaitForExit(Timeouts.Default));
        Assert.Throws<ObjectDisposedException>(() => compiler.Compile(Text.Set(Text.App("two"))));
    }

    [Fact]
    public async Task ACompileThatIsGivenUpFailsAndTheNextIsDone()
    {
        var compiler = Staying();
        var compile = Task.Run(() => compiler.Compile(Text.Set(Text.App("one"))));

        // In its first compile, which takes a while; once it is over there is nothing to give up.
        await _firstStarted.Task.WaitAsync(Timeouts.Default);
        while (!compile.IsCompleted)
        {
            compiler.GiveUp();
            await Task.Yield();
        }

        await Assert.ThrowsAsync<CompilerFailedException>(() => compile);
        Assert.NotNull(compiler.Compile(Text.Set(Text.App("two"))).Assembly);
        compiler.GiveUp();
        Assert.True(compiler.IsWarm);
    }

    [LinuxFact]
    public void ItHasNoSocketOfOurs()
    {
        using var listener = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        listener.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        listener.Listen();
        Staying().Compile(Text.Set(Text.App("one")));

        Assert.Empty(Sockets(_started[0].Id).Intersect(Sockets(Environment.ProcessId)));

        static IEnumerable<string> Sockets(int pid) =>
            SystemProcess.Descriptors(pid).Values.Where(static name => name.StartsWith("socket:", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _compilers.ForEach(static compiler => compiler.Dispose());
        _started.ForEach(static process => process.Dispose());
    }

    private static void EndsWith(int exitCode, System.Diagnostics.Process process)
    {
        Assert.True(process.WaitForExit(Timeouts.Default));
        Assert.Equal(exitCode, process.ExitCode);
    }

    private CompilerProcess Staying(long largest = CompilerProcess.Largest)
    {
        var compiler = Compiler(largest: largest);
        compiler.Stay();
        return compiler;
    }

    private CompilerProcess Compiler(Action<ProcessStartInfo>? change = null, long largest = CompilerProcess.Largest)
    {
        var compiler = new CompilerProcess(Program, Start, largest);
        _compilers.Add(compiler);
        return compiler;

        System.Diagnostics.Process Start(ProcessStartInfo program)
        {
            change?.Invoke(program);
            var process = Handover.StartOwn(program);
            _started.Add(process);
            _firstStarted.TrySetResult(process.Id);
            return process;
        }
    }

    private static ProcessStartInfo Program()
    {
        var (fileName, first) = ZiBaiTool.Locate(AppContext.BaseDirectory);
        var program = new ProcessStartInfo(fileName, first) { UseShellExecute = false };
        program.Environment["DOTNET_ROOT"] = Samples.BuiltProgram.DotnetRoot;
        return program;
    }
}
