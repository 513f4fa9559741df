namespace ZiBai.Cli.Completion;

/// <summary>What an import string is to lead to.</summary>
internal enum ImportKind
{
    App,

    /// <summary>What makes the app, with <c>--call</c>.</summary>
    Factory,

    Hook,
}
