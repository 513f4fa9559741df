using ZiBai.CommandLine;

namespace ZiBai;

public sealed partial record ZiBaiOptions
{
    /// <summary>
    /// Reads the command line of <c>zibai</c>: options and the app's import string, as in
    /// <c>ZiBaiOptions.Parse(["Hello:App", .. args])</c>.
    /// </summary>
    /// <remarks>
    /// A file that <c>--config</c> names is read. The environment variables <c>ZIBAI_...</c> are not: what the arguments say is what the caller gets.
    /// <see cref="ZiBaiServer.RunAsync(string[])"/> takes them too.
    /// </remarks>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <returns>
    /// The options. <see cref="Answer"/> is null if they can be served; else it holds the help text, the version, or one line for each
    /// thing that is wrong. Nothing is thrown for a wrong command line, and nothing is printed.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="args"/> is null.</exception>
    public static ZiBaiOptions Parse(params string[] args) => ZiBaiCommand.Parse(args, appFromProgram: false);
}
