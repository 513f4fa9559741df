using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ZiBai.Loading;

/// <summary>
/// An assembly's file, read once. The runtime maps the files that it loads by path, and reads them for as long as the process lives: one that
/// is overwritten in place then takes the methods that were not compiled yet with it, and one that is cut short the whole process.
/// </summary>
internal sealed class AssemblyImage
{
    private byte[]? _content;
    private byte[]? _symbols;
    private Assembly? _assembly;

    private AssemblyImage(byte[] content, byte[]? symbols, string name, IReadOnlyList<AssemblyName> references)
    {
        _content = content;
        _symbols = symbols;
        Name = name;
        References = references;
    }

    /// <summary>The assembly's simple name, which need not be the file's.</summary>
    public string Name { get; }

    /// <summary>The assemblies it was built with.</summary>
    public IReadOnlyList<AssemblyName> References { get; }

    /// <exception cref="BadImageFormatException">It is no assembly, or not the whole of one. Has the path.</exception>
    /// <exception cref="IOException">It cannot be read, or is being written.</exception>
    public static AssemblyImage Read(string path)
    {
        var content = Content(path);
        try
        {
            using var image = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(content));
            if (!image.HasMetadata)
            {
                throw new BadImageFormatException("it is native code.");
            }

            if (image.PEHeaders.SectionHeaders.Any(section => section.PointerToRawData + (long)section.SizeOfRawData > content.Length))
            {
                throw new BadImageFormatException("its end is missing.");
            }

            var metadata = image.GetMetadataReader();
            var references = new List<AssemblyName>(metadata.AssemblyReferences.Count);
            foreach (var reference in metadata.AssemblyReferences)
            {
                references.Add(metadata.GetAssemblyReference(reference).GetAssemblyName());
            }

            var name = metadata.GetString(metadata.GetAssemblyDefinition().Name);
            return new AssemblyImage(content, Symbols(path, image), name, references);
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException)
        {
            // A module without a manifest is told by the latter.
            throw new BadImageFormatException(exception.Message, path, exception);
        }
    }

    /// <summary>Loads it, the first time; not safe for several threads at once.</summary>
    public Assembly LoadInto(AssemblyLoadContext context)
    {
        if (_assembly is null)
        {
            using var symbols = _symbols is null ? null : new MemoryStream(_symbols);
            _assembly = context.LoadFromStream(new MemoryStream(_content!), symbols);
            (_content, _symbols) = (null, null);
        }

        return _assembly;
    }

    private static byte[] Content(string path)
    {
        // Whoever writes it at this time is not to be hindered.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var time = File.GetLastWriteTimeUtc(file.SafeFileHandle);
        var content = new byte[file.Length];
        var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return length == content.Length && file.Length == length && File.GetLastWriteTimeUtc(file.SafeFileHandle) == time
            ? content
            : throw new IOException($"{path} was written while it was read. Start again when it is whole.");
    }

    /// <summary>The .pdb where the module was built with one and it is still that one: another's would tell of the wrong lines.</summary>
    private static byte[]? Symbols(string path, PEReader image)
    {
        byte[]? symbols = null;
        try
        {
            var found = image.TryOpenAssociatedPortablePdb(
                path,
                file => File.Exists(file) ? new MemoryStream(symbols = Content(file)) : null,
                out var reader,
                out var symbolsPath);
            using (reader)
            {
                // Those inside the assembly have no path, and the runtime finds them itself.
                return found && symbolsPath is not null ? symbols : null;
            }
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            // Traces then have no lines. That is no reason not to serve.
            return null;
        }
    }
}
