using ZiBai;

// Not a plain return, which would wait for threads that the app has left behind.
#pragma warning disable RS0030
Environment.Exit(await ZiBaiServer.RunAsync(args));
#pragma warning restore RS0030
