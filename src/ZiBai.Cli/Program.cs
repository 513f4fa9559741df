using ZiBai;
using ZiBai.Cli.Completion;
using ZiBai.Cli.NewApp;
using ZiBai.Cli.Sources;

// Waits as an asynchronous Main would, which has to be compiled at each start. Not a plain return, which would wait for threads that the app has left behind.
#pragma warning disable RS0030
Environment.Exit(
    CompilerChild.IsThisProcess() ? CompilerChild.RunAsync().GetAwaiter().GetResult()
    : CompletionCommand.IsMeant(args) ? CompletionCommand.Run(args)
    : NewCommand.IsMeant(args) ? NewCommand.Run(args)
    : Serve(args));
#pragma warning restore RS0030

static int Serve(string[] args)
{
    using var sources = SourceModules.OfThisProgram();
    return ZiBaiServer.RunAsync(args, sources).GetAwaiter().GetResult();
}
