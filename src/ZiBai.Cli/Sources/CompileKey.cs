using System.Buffers.Binary;
using System.IO.Hashing;
using System.Reflection;
using System.Text;

namespace ZiBai.Cli.Sources;

/// <summary>Everything that what is compiled depends on, in one name.</summary>
internal static class CompileKey
{
    private static readonly string[] _surroundings =
    [
        // Of a deterministic build: another one wherever our code, and so a compiler option, is another.
        typeof(CompileKey).Module.ModuleVersionId.ToString(),

        // The compiler's version, from our reference to it: it is not loaded here.
        .. Assembly.GetExecutingAssembly().GetReferencedAssemblies().Select(static name => name.FullName)
            .Where(static name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
        .. AppReferences.Identities(),
    ];

    /// <summary>
    /// The key, 32 hexadecimal digits. Two sources meet in one by chance no sooner than with a cryptographic hash of this length; whoever made them meet on purpose
    /// would have written both. Of those hashes already the library takes longer to load than an app.
    /// </summary>
    public static string Of(SourceSet sources)
    {
        var hash = new XxHash128();
        foreach (var text in _surroundings.Append(sources.Name).Append(sources.IsOptimized ? "optimized" : "as written"))
        {
            Add(hash, Encoding.UTF8.GetBytes(text));
        }

        foreach (var file in sources.Files)
        {
            // The path, too: it is in the symbols.
            Add(hash, Encoding.UTF8.GetBytes(file.Path));
            Add(hash, file.Content);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    // With its length: else the end of one could be the beginning of the next.
    private static void Add(XxHash128 hash, byte[] part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.Append(length);
        hash.Append(part);
    }
}
