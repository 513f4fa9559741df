using ZiBai.Loading;

namespace ZiBai.Tests.Loading;

public sealed class AttributeTests
{
    private readonly AppLoader _loader = Fixture.Shapes();

    [Theory]
    [InlineData("Results.Chunks")]
    [InlineData("Shapes.Results.Chunks")]
    [InlineData("Chunks")]
    [InlineData("InNested")]
    [InlineData("Nested.InNested")]
    [InlineData("Second.Nested.InNested")]
    [InlineData("Shapes.Second.Nested.InNested")]
    [InlineData("NotStatic.OnNotStatic")]
    [InlineData("Derived.OnNotStatic")]
    [InlineData("First.Twice")]
    [InlineData("Overloaded")]
    [InlineData("NativeField")]
    [InlineData("OwnDelegate")]
    [InlineData("Starts.NativeAsync")]
    [InlineData("Starts.Holder.Inner.App")]
    [InlineData("Starts.Holder.Inner.Bound")]
    [InlineData("Holder.Inner.App")]
    public async Task FindsWhatTheAttributeNames(string attribute)
    {
        var app = await _loader.LoadAppAsync($"Shapes:{attribute}", call: false);

        Assert.Equal("200 OK: a|b", await Fixture.Serve(app));
    }

    [Theory]
    [InlineData("Callable")]
    [InlineData("Shapes.Callable")]
    public async Task ATypeWithInvokeIsMadeOnceAndCalled(string attribute)
    {
        var app = await _loader.LoadAppAsync($"Shapes:{attribute}", call: false);

        Assert.Equal("200 OK: 1", await Fixture.Serve(app));
        Assert.Equal("200 OK: 2", await Fixture.Serve(app));
    }

    [Theory]
    [InlineData("Twice", "'Twice' is ambiguous", "Shapes.First.Twice and Shapes.Second.Twice")]
    [InlineData("Same.Text", "'Same' is ambiguous", "Shapes.One.Same and Shapes.Two.Same")]
    [InlineData("BothOverloads", "several overloads are apps", "Func<string, IReadOnlyList<(string, string)>, Exception, Action<byte[]>> start")]
    public Task AnAmbiguityNamesAllThatAreMeant(string attribute, params string[] expected) => Refused(attribute, expected);

    [Theory]
    [InlineData("chunks", "Did you mean Shapes:Chunks?")]
    [InlineData("Results.Chunk", "Did you mean Shapes:Chunks")]
    [InlineData("Twic", "Did you mean Shapes:Shapes.First.Twice or Shapes:Shapes.Second.Twice?")]
    [InlineData("OnNotStatic", "Shapes.NotStatic.OnNotStatic exists, but NotStatic is not a public static class: name it Shapes:Shapes.NotStatic")]
    [InlineData("NotStatic.Secret", "Shapes.NotStatic.Secret exists, but is not public and static")]
    [InlineData("Starts.Holder.Inner.Ap", "No 'Ap' on Shapes.Starts.Holder.Inner (a Inner)", "Did you mean App?")]
    [InlineData("Results.Chunks.More", "Shapes.Results.Chunks is a method")]
    [InlineData("Incomprehensibilities", "No 'Incomprehensibilities' in", "Shapes.dll", "What exists: Shapes:")]
    public Task AMissSaysWhatExists(string attribute, params string[] expected) => Refused(attribute, expected);

    [Theory]
    [InlineData("Results", "Shapes.Results is a static class", "Name its member, Shapes:Results.MEMBER. ", " Shapes:Chunks, ")]
    [InlineData("NotStatic", "cannot be called", "Invoke(environ, startResponse)")]
    [InlineData("NeedsArgument", "no public constructor without parameters")]
    [InlineData("Nothing", "Shapes.Starts.Nothing", "is null")]
    public Task WhatCannotBeAnAppIsToldSo(string attribute, params string[] expected) => Refused(attribute, expected);

    [Fact]
    public async Task AnotherShapeIsPrintedWithTheShapesAccepted()
    {
        var error = await Fixture.Refuses(_loader, "Shapes:WrongShape");

        Assert.Contains("Found: string Shapes.First.WrongShape(IDictionary<string, object> environ, int number)", error.Message, StringComparison.Ordinal);
        Assert.Contains(AppShape.Accepted, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task AValueThatCannotBeCalledIsPrintedWithItsType() => Refused("NotCallable", "a value of type int");

    [Fact]
    public Task AFactoryWithoutCallIsRecognised() => Refused("Make", "add --call");

    [Fact]
    public async Task AStaticInitialiserThatThrowsIsTheInnerException()
    {
        var error = await Fixture.Refuses(_loader, "Shapes:NeverStarts");

        Assert.IsType<InvalidOperationException>(error.InnerException);
        Assert.Contains(
            "the static initialiser of Shapes.Broken threw InvalidOperationException: no database at hand", error.Message, StringComparison.Ordinal);
    }

    private async Task Refused(string attribute, params string[] expected)
    {
        var error = await Fixture.Refuses(_loader, $"Shapes:{attribute}");

        Assert.All(expected, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
