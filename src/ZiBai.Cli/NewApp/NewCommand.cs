namespace ZiBai.Cli.NewApp;

/// <summary><c>zibai new NAME</c>: writes an app to start from, with tests, into the current directory.</summary>
internal static class NewCommand
{
    public const string Name = "new";

    private const string Help = """
        Usage: zibai new NAME

        Writes NAME.cs, an app to start from, and NAME.Tests, a project that tests it, into the current directory.

        """;

    /// <summary>Whether the command line asks for it: an app always has a colon.</summary>
    public static bool IsMeant(string[] args) => args is [Name, ..];

    /// <returns>The exit code.</returns>
    public static int Run(string[] args)
    {
        if (args is [_, "--help" or "-h" or "-?"])
        {
            Console.Out.Write(Help);
            return ExitCode.Success;
        }

        try
        {
            var name = args is [_, var only]
                ? AppName.Parse(only)
                : throw new AppNameException(args.Length == 1 ? "no name is given" : $"one name is wanted, and {args.Length - 1} are given");
            AppFiles.Of(name, AppContext.BaseDirectory).WriteTo(Environment.CurrentDirectory);
            Console.Out.Write($"""
                Wrote {name.Module}.cs, {name.Module}.slnx and {name.Module}.Tests.

                  zibai {name.Module}:App --reload    serves it, anew at every save
                  dotnet test {name.Module}.Tests     tests it

                """);
            return ExitCode.Success;
        }
        catch (AppNameException exception)
        {
            Console.Error.WriteLine($"zibai: error: {Name}: {exception.Message}; for example: zibai {Name} hello");
            return ExitCode.Usage;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"zibai: error: {Name}: {exception.Message}");
            return ExitCode.Failure;
        }
    }
}
