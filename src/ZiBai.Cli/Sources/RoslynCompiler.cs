using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace ZiBai.Cli.Sources;

/// <summary>
/// Compiles as <c>dotnet build</c> does a library of the usual settings, against the frameworks that this process runs on and the library that apps
/// see. Source generators are not run: they are part of the SDK, which need not be there.
/// </summary>
internal sealed class RoslynCompiler
{
    // Those that the SDK gives a project, and ours.
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using ZiBai;
        """;

    private static readonly CSharpParseOptions _parseOptions = new CSharpParseOptions(LanguageVersion.Latest)
        .WithPreprocessorSymbols(Symbols())

        // So that the parser understands "#:package", and we can say what to do about it.
        .WithFeatures([new("FileBasedProgram", "true")]);

    private static readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        deterministic: true);

    // Read once: what the compiler has made of them is as costly as the rest of a compile.
    private readonly MetadataReference[] _references = [.. AppReferences.Paths().Select(static path => MetadataReference.CreateFromFile(path))];
    private readonly SyntaxTree _usings = CSharpSyntaxTree.ParseText(Usings, _parseOptions);

    /// <summary>How sources are read.</summary>
    public static CSharpParseOptions ParseOptions => _parseOptions;

    /// <summary>Compiles.</summary>
    public CompileResult Compile(SourceSet sources)
    {
        SyntaxTree[] trees = [.. sources.Files.Select(Parse)];
        var refused = Refused(trees).ToList();
        if (refused.Count > 0)
        {
            return new CompileResult(null, CompileErrors.Describe(refused));
        }

        var options = _options.WithOptimizationLevel(sources.IsOptimized ? OptimizationLevel.Release : OptimizationLevel.Debug);
        var compilation = CSharpCompilation.Create(sources.Name, [.. trees, _usings], _references, options);
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        return emitted.Success
            ? new CompileResult(image.ToArray(), null)
            : new CompileResult(null, CompileErrors.Describe(Errors(emitted.Diagnostics)));
    }

    private static SyntaxTree Parse(SourceFile file) =>
        CSharpSyntaxTree.ParseText(SourceText.From(new MemoryStream(file.Content), checksumAlgorithm: SourceHashAlgorithm.Sha256), _parseOptions, file.Path);

    /// <summary>What is sound C# for a program, and nothing for an app.</summary>
    private static IEnumerable<CompileError> Refused(IEnumerable<SyntaxTree> trees)
    {
        foreach (var tree in trees)
        {
            var root = tree.GetCompilationUnitRoot();
            for (var directive = root.GetFirstDirective(IsForPrograms); directive is not null; directive = directive.GetNextDirective(IsForPrograms))
            {
                yield return CompileError.At(directive.GetLocation(), $"{FirstWord(directive)} is not for an app in a file: use a project (.csproj)");
            }

            if (root.Members.OfType<GlobalStatementSyntax>().FirstOrDefault() is { } statement && !statement.ContainsDiagnostics)
            {
                yield return CompileError.At(
                    statement.GetLocation(),
                    "an app is a class; statements outside of one are a program. Write 'public static class Hello { public static ... App(...) }', "
                    + "or serve from your own program with ZiBaiServer in a project (.csproj)");
            }
        }
    }

    private static bool IsForPrograms(DirectiveTriviaSyntax directive) => directive.IsKind(SyntaxKind.IgnoredDirectiveTrivia);

    private static string FirstWord(DirectiveTriviaSyntax directive) => directive.ToString().Split((char[]?)null, 2)[0];

    private static IEnumerable<CompileError> Errors(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)

        // Statements outside of a class, of which we have said so before: here a misspelt declaration was taken for one.
        .Where(static diagnostic => diagnostic.Id != "CS8805")
        .Select(static diagnostic => CompileError.At(diagnostic.Location, diagnostic.GetMessage(CultureInfo.InvariantCulture), diagnostic.Id));

    /// <summary>As the SDK defines them for a release build of this framework.</summary>
    private static IEnumerable<string> Symbols()
    {
        var version = Environment.Version.Major;
        return ["TRACE", "RELEASE", "NET", "NETCOREAPP", $"NET{version}_0", .. Enumerable.Range(5, version - 4).Select(static each => $"NET{each}_0_OR_GREATER")];
    }
}
