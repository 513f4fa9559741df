using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ZiBai.Cli.Sources;

namespace ZiBai.Cli.Completion;

/// <summary>The types of a module that is source, going by its syntax alone.</summary>
internal static class SourceTypes
{
    // Far above what people write; someone waits at a prompt.
    private const int MaxFiles = 500;
    private const int MaxBytes = 1024 * 1024;

    /// <param name="source">A file, a project, or a folder with a separator at its end.</param>
    public static IReadOnlyList<ModuleType> Read(string source)
    {
        var units = Parse(Files(source)).ToList();
        var global = units.SelectMany(static unit => unit.Usings).Where(static each => each.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)).ToList();
        return
        [
            .. units.Select(unit => (Unit: unit, Sketch: new SyntaxSketch(unit, global)))
                .SelectMany(static file => Types(file.Unit).Select(type => (Syntax: type, file.Sketch)))
                .Where(static type => IsNameable(type.Syntax))
                .GroupBy(static type => (Namespace: Namespace(type.Syntax), Path: Dotted(type.Syntax)))
                .Select(static parts => Type(parts.Key.Namespace, parts.Key.Path, [.. parts])),
        ];
    }

    private static IEnumerable<string> Files(string source) =>
        source.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) ? SourceSet.FilesBelow(new DirectoryInfo(Path.GetDirectoryName(source)!))
        : Path.EndsInDirectorySeparator(source) ? SourceSet.FilesBelow(new DirectoryInfo(source))
        : [source];

    /// <summary>As far as they can be read.</summary>
    private static IEnumerable<CompilationUnitSyntax> Parse(IEnumerable<string> files)
    {
        var left = MaxBytes;
        using var each = files.Take(MaxFiles).GetEnumerator();
        while (left > 0 && Next(each) is { } file)
        {
            if (Content(file, left) is { } content)
            {
                left -= content.Length;
                var text = SourceText.From(content, content.Length);
                yield return ((CSharpSyntaxTree)CSharpSyntaxTree.ParseText(text, RoslynCompiler.ParseOptions)).GetCompilationUnitRoot();
            }
        }
    }

    private static string? Next(IEnumerator<string> files)
    {
        try
        {
            return files.MoveNext() ? files.Current : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Null for what is empty, as pipes and devices are too, and for what is too large.</summary>
    private static byte[]? Content(string file, int limit)
    {
        try
        {
            return SourceFile.LengthOf(file) is > 0 and var length && length <= limit ? File.ReadAllBytes(file) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<TypeDeclarationSyntax> Types(CompilationUnitSyntax unit) => unit
        .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        .OfType<TypeDeclarationSyntax>();

    private static IEnumerable<TypeDeclarationSyntax> WithOuter(TypeDeclarationSyntax type) => type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>();

    private static bool IsNameable(TypeDeclarationSyntax type) =>
        type is not InterfaceDeclarationSyntax
        && !type.Modifiers.Any(SyntaxKind.FileKeyword)
        && WithOuter(type).All(static each => each.TypeParameterList is null && each.Identifier.ValueText.Length > 0)
        && (type.Parent is not TypeDeclarationSyntax || type.Modifiers.Any(SyntaxKind.PublicKeyword) || type.Modifiers.Any(SyntaxKind.InternalKeyword));

    private static string Namespace(TypeDeclarationSyntax type) =>
        string.Join('.', type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(static each => each.Name.ToString()));

    private static string Dotted(TypeDeclarationSyntax type) => string.Join('.', WithOuter(type).Reverse().Select(static each => each.Identifier.ValueText));

    // More than one part where it is partial.
    private static ModuleType Type(string space, string path, (TypeDeclarationSyntax Syntax, SyntaxSketch Sketch)[] parts)
    {
        var members = parts.SelectMany(static part => part.Syntax.Members.SelectMany(part.Sketch.Members)).ToList();
        var constructors = parts.SelectMany(static part => part.Syntax.Members).OfType<ConstructorDeclarationSyntax>()
            .Where(static each => !each.Modifiers.Any(SyntaxKind.StaticKeyword)).ToList();
        return new ModuleType(space, path)
        {
            IsVisible = WithOuter(parts[0].Syntax).Skip(1).All(IsPublic) && parts.Any(static part => IsPublic(part.Syntax)),
            IsStaticClass = parts.Any(static part => part.Syntax.Modifiers.Any(SyntaxKind.StaticKeyword)),
            CanBeMade = parts.All(static part => part.Syntax.ParameterList is null && !part.Syntax.Modifiers.Any(SyntaxKind.AbstractKeyword))
                && (constructors.Count == 0 || constructors.Exists(static each => each.ParameterList.Parameters.Count == 0 && IsPublic(each))),
            Statics = [.. members.Where(static each => each.IsStatic).Select(static each => each.Member)],
            Invokes = [.. members.Where(static each => each is { IsStatic: false, Member: { Name: "Invoke", Parameters: not null } }).Select(static each => each.Member)],
        };
    }

    private static bool IsPublic(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.PublicKeyword);
}
