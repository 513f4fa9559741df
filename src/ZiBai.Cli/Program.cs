using ZiBai;
using ZiBai.Cli.Completion;

// Not a plain return, which would wait for threads that the app has left behind.
#pragma warning disable RS0030
Environment.Exit(CompletionCommand.IsMeant(args) ? CompletionCommand.Run(args) : await ZiBaiServer.RunAsync(args));
#pragma warning restore RS0030
