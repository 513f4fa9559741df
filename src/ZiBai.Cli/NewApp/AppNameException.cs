namespace ZiBai.Cli.NewApp;

/// <summary>A name that no app can have, or none at all.</summary>
internal sealed class AppNameException(string message) : Exception(message);
