using System.Buffers.Binary;
using System.Reflection;
using System.Security.Cryptography;
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

    /// <summary>The key, 64 hexadecimal digits.</summary>
    public static string Of(SourceSet sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in _surroundings.Append(sources.Name))
        {
            Add(hash, Encoding.UTF8.GetBytes(text));
        }

        foreach (var file in sources.Files)
        {
            // The path, too: it is in the symbols.
            Add(hash, Encoding.UTF8.GetBytes(file.Path));
            Add(hash, file.Content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // With its length: else the end of one could be the beginning of the next.
    private static void Add(IncrementalHash hash, byte[] part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
