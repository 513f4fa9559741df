using System.Text;

namespace ZiBai.Tests.Validation;

public sealed class StreamRuleTests : RuleTests
{
    [Fact, Breaks("InputLeftOpen")]
    public void ClosingTheInputIsRefusedInTheApp()
    {
        Broken(static (environ, startResponse) =>
        {
            using var input = (InputStream)environ[EnvironKeys.WsgiInput]!;
            Ok(startResponse);
            return [];
        });

        Assert.Equal("one\n", ((InputStream)Exchange.Environ[EnvironKeys.WsgiInput]!).ReadLine().Text());
    }

    [Fact, Breaks("InputLeftOpen")]
    public void ClosingAReaderThatOwnsTheInputIsRefused() => Broken(static (environ, startResponse) =>
    {
        using (new StreamReader((Stream)environ[EnvironKeys.WsgiInput]!))
        {
        }

        return [];
    });

    [Fact, Breaks("ErrorsLeftOpen")]
    public void ClosingTheErrorsIsRefusedInTheApp() => Broken(static (environ, _) =>
    {
        ((TextWriter)environ[EnvironKeys.WsgiErrors]!).Close();
        return [];
    });

    [Fact, Breaks("EnvironUntilEnd")]
    public void ReadingTheInputAfterTheResponseIsRefused()
    {
        InputStream? kept = null;
        Exchange.Run((environ, startResponse) =>
        {
            kept = (InputStream)environ[EnvironKeys.WsgiInput]!;
            Ok(startResponse);
            return [];
        });

        Assert.Equal("it read wsgi.input after its response was finished", BrokenBy(() => kept!.ReadLine()).Got);
    }

    [Fact, Breaks("EnvironUntilEnd")]
    public void WritingToTheErrorsAfterTheResponseIsRefused()
    {
        TextWriter? kept = null;
        Exchange.Run((environ, startResponse) =>
        {
            kept = (TextWriter)environ[EnvironKeys.WsgiErrors]!;
            Ok(startResponse);
            return [];
        });

        BrokenBy(() => kept!.WriteLine("late"));
    }

    [Fact]
    public void TheInputReadsByLineAndToItsEnd()
    {
        List<string> read = [];
        Exchange.Run((environ, startResponse) =>
        {
            var input = (InputStream)environ[EnvironKeys.WsgiInput]!;
            read.Add(input.ReadLine().Text());
            using var rest = new StreamReader(input, Encoding.Latin1, leaveOpen: true);
            read.Add(rest.ReadToEnd());
            Ok(startResponse);
            return [];
        });

        Assert.Equal(["one\n", "two\n"], read);
    }

    [Fact]
    public async Task TheInputReadsAsynchronously()
    {
        var copy = new MemoryStream();
        await Exchange.RunAsync(App);

        Assert.Equal("one\ntwo\n", copy.ToArray().Text());

        async IAsyncEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            await ((Stream)environ[EnvironKeys.WsgiInput]!).CopyToAsync(copy);
            Ok(startResponse);
            yield break;
        }
    }

    [Fact]
    public async Task WhatIsWrittenToTheErrorsGoesToTheServers()
    {
        await Exchange.RunAsync(App);

        Assert.Equal("a b7 c d\ne\n", Exchange.ErrorText);

        static async IAsyncEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            var errors = (TextWriter)environ[EnvironKeys.WsgiErrors]!;
            errors.NewLine = "\n";
            errors.Write('a');
            errors.Write(" b{0}", 7);
            await errors.WriteAsync(" c");
            errors.WriteLine(" d".AsSpan());
            await errors.WriteLineAsync("e");
            await errors.FlushAsync();
            Ok(startResponse);
            yield break;
        }
    }
}
