using System.Text;

namespace ZiBai.Process.Tests.Supervision;

/// <summary>A copy of a built app in a folder of the test's own, which the test may change.</summary>
internal sealed class AppCopy : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <param name="module">What <see cref="BuiltApp"/> knows.</param>
    public AppCopy(string module)
    {
        foreach (var file in Directory.EnumerateFiles(BuiltApp.Folder(module)))
        {
            System.IO.File.Copy(file, _folder.File(Path.GetFileName(file)));
        }
    }

    public string Folder => _folder.Path;

    public string File(string name) => _folder.File(name);

    /// <summary>Says that a file was written just now.</summary>
    public void Touch(string name) => System.IO.File.SetLastWriteTimeUtc(File(name), TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>Puts another file in the place of one, in one step, as a deploy does.</summary>
    public void Replace(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(File("new"), content);
        System.IO.File.Move(File("new"), File(name), overwrite: true);
    }

    /// <summary>Writes over a file, as a build does: whoever has it open sees it change.</summary>
    public void Overwrite(string name, byte[] content) => System.IO.File.WriteAllBytes(File(name), content);

    /// <summary>Puts new code in the place of an assembly.</summary>
    public void Change(string name, string oldText, string newText) => Replace(name, Changed(System.IO.File.ReadAllBytes(File(name)), oldText, newText));

    /// <summary>An assembly with another text in it.</summary>
    public static byte[] Changed(byte[] assembly, string oldText, string newText)
    {
        var at = assembly.AsSpan().IndexOf(Encoding.Unicode.GetBytes(oldText));
        Assert.True(at >= 0 && oldText.Length == newText.Length, $"There is no '{oldText}' to be replaced by as many characters.");
        var changed = (byte[])[.. assembly];
        Encoding.Unicode.GetBytes(newText).CopyTo(changed, at);
        return changed;
    }

    public void Dispose() => _folder.Dispose();
}
