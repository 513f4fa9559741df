namespace ZiBai.Testing;

/// <summary>Where a line of a child came from.</summary>
public enum ChildOutput
{
    Stdout,
    Stderr,
}

/// <summary>One line of a child's output.</summary>
/// <param name="Index">Place in the order of arrival, both streams counted together, from 0.</param>
/// <param name="Stream">Where it was written.</param>
/// <param name="Text">Without the line's end.</param>
public sealed record OutputLine(int Index, ChildOutput Stream, string Text);
