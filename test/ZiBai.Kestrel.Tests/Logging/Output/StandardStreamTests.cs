using System.IO.Pipes;
using System.Runtime.Versioning;
using ZiBai.Logging.Output;
using ZiBai.Tests.Control.Unix;

namespace ZiBai.Tests.Logging.Output;

[UnsupportedOSPlatform("windows")]
public sealed class StandardStreamTests
{
    /// <summary>As where standard error was closed: its number is then that of a pipe of the runtime's own.</summary>
    [UnixOnlyFact]
    public async Task WhatTheProcessHasOpenedItselfIsNotWrittenTo()
    {
        using var reader = new AnonymousPipeServerStream(PipeDirection.In);
        using (var own = new AnonymousPipeClientStream(PipeDirection.Out, reader.ClientSafePipeHandle))
        {
            using var stream = new StandardStream((int)own.SafePipeHandle.DangerousGetHandle());
            Assert.Throws<IOException>(() => stream.Write("line\n"u8));
        }

        Assert.Equal(0, await reader.ReadAsync(new byte[10]).AsTask().WaitAsync(ZiBai.Testing.Timeouts.Default));
    }
}
