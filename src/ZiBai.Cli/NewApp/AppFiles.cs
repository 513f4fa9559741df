using System.Reflection;
using System.Security;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ZiBai.Cli.NewApp;

/// <summary>The files of a new app. They are made of those in the folder <c>Files</c>, where <c>$name$</c> and the like stand for what differs.</summary>
internal sealed partial class AppFiles
{
    private static readonly Assembly _assembly = typeof(AppFiles).Assembly;

    private readonly (string Path, string Text)[] _files;

    private AppFiles((string Path, string Text)[] files) => _files = files;

    /// <param name="name">What the app is called.</param>
    /// <param name="serverFolder">Where the tests find the server's assemblies.</param>
    public static AppFiles Of(AppName name, string serverFolder)
    {
        var tests = $"{name.Module}.Tests";
        return new AppFiles(
        [
            ($"{name.Module}.cs", Filled("app.cs")),
            ($"{name.Module}.slnx", Filled("Solution.slnx")),
            ($"{tests}/{tests}.csproj", Filled("Tests.csproj")),
            ($"{tests}/{name.Class}Tests.cs", Filled("Tests.cs")),
            ($"{tests}/Program.cs", Filled("Program.cs")),
        ]);

        string Filled(string file) => Placeholder().Replace(Read($"{file}.txt"), match => match.Groups[1].Value switch
        {
            "name" => name.Module,
            "Class" => name.Class,
            "folder" => SecurityElement.Escape(MSBuildCharacter().Replace(
                Path.TrimEndingDirectorySeparator(serverFolder), static match => $"%{(int)match.Value[0]:X2}")),
            "version" => ServerVersion.Text,
            var package => VersionOf(package["version of ".Length..]),
        });
    }

    /// <summary>Writes all of them.</summary>
    /// <param name="folder">Where to.</param>
    /// <exception cref="IOException">One of them is there already: then nothing is written. Or they cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">They cannot be written.</exception>
    public void WriteTo(string folder)
    {
        if (_files.Select(file => file.Path).FirstOrDefault(path => Path.Exists(Path.Combine(folder, path))) is { } taken)
        {
            throw new IOException($"{taken} is there already. Take another name, or another directory; nothing was written.");
        }

        foreach (var (path, text) in _files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(text);
        }
    }

    /// <summary>The version that this repository itself is tested with.</summary>
    private static string VersionOf(string package) => XElement.Parse(Read("Directory.Packages.props"))
        .Descendants("PackageVersion").Single(version => version.Attribute("Include")!.Value == package).Attribute("Version")!.Value;

    private static string Read(string resource)
    {
        using var stream = _assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not part of this build of zibai.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\$([A-Za-z. ]+)\$")]
    private static partial Regex Placeholder();

    /// <summary>What means something to MSBuild in a property's value: learn.microsoft.com/visualstudio/msbuild/msbuild-special-characters.</summary>
    [GeneratedRegex("[%$@'();?*]")]
    private static partial Regex MSBuildCharacter();
}
