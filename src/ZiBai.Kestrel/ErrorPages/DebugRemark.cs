namespace ZiBai.ErrorPages;

/// <summary>What each page says of itself.</summary>
internal static class DebugRemark
{
    public const string Text = "This page is shown because of --debug; without it, the answer is a plain 500.";
}
