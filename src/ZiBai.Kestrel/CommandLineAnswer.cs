namespace ZiBai;

/// <summary>What a command line is answered with when it starts no server: help, version, the configuration, or what is wrong with it.</summary>
/// <param name="ExitCode">The exit code of the process: 0 for what was asked for, 2 for a wrong command line.</param>
/// <param name="Text">One or more lines. Belongs on standard output for exit code 0, else on standard error.</param>
public sealed record CommandLineAnswer(int ExitCode, string Text);
