using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using ZiBai.Cli.Sources;

namespace ZiBai.Process.Tests.Sources;

public sealed class RoslynCompilerTests
{
    private readonly RoslynCompiler _compiler = new();

    [Fact]
    public void SampleCompilesAsItStands()
    {
        var hello = Path.Combine(BuiltApp.Repository, "samples", "hello.cs");

        var result = _compiler.Compile(new SourceSet("Hello", [new SourceFile(hello, File.ReadAllBytes(hello))]));

        Assert.NotNull(Load(result).GetType("Hello")!.GetMethod("App"));
    }

    [Theory]
    [InlineData("List<int>")]
    [InlineData("Stream")]
    [InlineData("IOrderedQueryable<int>")]
    [InlineData("HttpClient")]
    [InlineData("CancellationToken")]
    [InlineData("Task")]
    [InlineData("Uri")]
    [InlineData("StartResponse")]
    [InlineData("Microsoft.AspNetCore.Http.HttpContext")]
    [InlineData("System.Text.Json.JsonDocument")]
    public void NameNeedsNoUsingAndNoReference(string name) => AssertCompiles($"public class A {{ public {name}? Value; }}");

    [Theory]
    [InlineData("ZiBai.ZiBaiServer")]
    [InlineData("Serilog.ILogger")]
    public void WhatIsTheServersIsNotForApps(string name) => Assert.Contains(
        "error CS0", ErrorsOf($"public class A {{ public {name} Value = null!; }}"), StringComparison.Ordinal);

    [Fact]
    public void NullableIsOnAndWarningsAreNoErrors() => AssertCompiles("public class A { public string Value = null; public string? Other; int _unused; }");

    [Fact]
    public void LanguageIsTheLatest() => AssertCompiles("public class A { public string Value { get => field; set; } = \"\"; }");

    [Theory]
    [InlineData("NET")]
    [InlineData("NET10_0_OR_GREATER")]
    [InlineData("RELEASE")]
    public void SymbolIsDefinedAsByTheSdk(string symbol) => AssertCompiles($"#if !{symbol}\n#error no\n#endif");

    [Fact]
    public void UnsafeCodeIsRefused() => Assert.Contains(
        "error CS0227", ErrorsOf("public class A { public unsafe void B() { } }"), StringComparison.Ordinal);

    [Fact]
    public void FilesOfASetSeeEachOther()
    {
        var result = _compiler.Compile(new SourceSet(
            "two", [new SourceFile("/src/a.cs", "class A : B;"u8.ToArray()), new SourceFile("/src/b.cs", "class B;"u8.ToArray())]));

        Assert.Equal("two", Load(result).GetName().Name);
    }

    [Fact]
    public void SameSourceIsTheSameAssembly() => Assert.Equal(
        _compiler.Compile(Text.Set(Text.App("same"))).Assembly, _compiler.Compile(Text.Set(Text.App("same"))).Assembly);

    [Fact]
    public void TraceHasTheUsersFileAndLine()
    {
        var method = Load(_compiler.Compile(Text.Set("public class A {\n\n  public static void B() => throw new Exception();\n}"))).GetType("A")!.GetMethod("B")!;

        var thrown = Assert.Throws<Exception>(() => method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null));

        Assert.Contains("at A.B() in /src/app.cs:line 3", thrown.StackTrace, StringComparison.Ordinal);
    }

    /// <summary>Optimised code may name the line before: the call that stood there is part of the same statement for it.</summary>
    [Fact]
    public void TraceOfCodeAsItIsWrittenHasTheLineThatThrew()
    {
        var sources = Text.Set("public static class A {\n  static string B() => \"x\";\n  public static int C() {\n    var b = B();\n    var c = int.Parse(b);\n    return c;\n  }\n}");
        var method = Load(_compiler.Compile(sources with { IsOptimized = false })).GetType("A")!.GetMethod("C")!;

        var thrown = Assert.Throws<FormatException>(() => method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null));

        Assert.Contains("at A.C() in /src/app.cs:line 5", thrown.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorHasItsLineAndACaretBelow() => Assert.Equal(
        [
            "/src/app.cs(2,14): error CS1002: ; expected",
            "    return 1 }",
            "             ^",
        ],
        ErrorsOf("class A { int B() {\n    return 1 }\n}").Split(Environment.NewLine));

    [Theory]
    [InlineData("package", "#:package Some.Package@1.0")]
    [InlineData("sdk", "#:sdk Microsoft.NET.Sdk.Web")]
    [InlineData("project", "#:project ../other")]
    [InlineData("property", "#:property LangVersion=preview")]
    public void DirectiveOfProgramsIsRefusedWithWhatToDo(string name, string line) => Assert.Equal(
        [$"/src/app.cs(2,1): error: #:{name} is not for an app in a file: use a project (.csproj)", line, "^"],
        ErrorsOf($"// An app.\n{line}\nclass A;").Split(Environment.NewLine));

    [Fact]
    public void ProgramIsRefusedWithWhatToDo() => Assert.StartsWith(
        "/src/app.cs(1,1): error: an app is a class; statements outside of one are a program.",
        ErrorsOf("Console.WriteLine(1);\nclass A;"), StringComparison.Ordinal);

    [Fact]
    public void DeclarationTakenForAStatementIsToldAsWhatItIs()
    {
        var errors = ErrorsOf("public statik class A { }");

        Assert.Contains("error CS", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("CS8805", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void FirstLineMayNameAnInterpreter() => AssertCompiles("#!/usr/bin/env zibai\nclass A;");

    [Fact]
    public void ByteOrderMarkIsNoPartOfTheText()
    {
        byte[] content = [.. Encoding.UTF8.GetPreamble(), .. "class A;"u8];

        Assert.NotNull(_compiler.Compile(new SourceSet("app", [new SourceFile("/src/app.cs", content)])).Assembly);
    }

    private static Assembly Load(CompileResult result)
    {
        Assert.Null(result.Errors);
        return new AssemblyLoadContext(null).LoadFromStream(new MemoryStream(result.Assembly!));
    }

    private void AssertCompiles(string text) => Assert.Null(_compiler.Compile(Text.Set(text)).Errors);

    private string ErrorsOf(string text)
    {
        var result = _compiler.Compile(Text.Set(text));
        Assert.Null(result.Assembly);
        return result.Errors!;
    }
}
