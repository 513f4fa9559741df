using System.Reflection;

namespace ZiBai.Tests.Validation;

public sealed class EnvironRuleTests : RuleTests
{
    private static readonly WsgiApp _app = Answering("200 OK");

    public static TheoryData<string> TypedKeys =>
    [
        .. typeof(EnvironKeys).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(static constant => (string)constant.GetRawConstantValue()!)
            .Where(static key => key is not (EnvironKeys.HttpPrefix or EnvironKeys.Features)),
    ];

    [Fact, Breaks("ArgumentsGiven")]
    public void AnEnvironThatIsNullIsTheServersFault() => BrokenBy(() => Validator.Wrap(_app)(null!, Exchange.Start));

    [Fact, Breaks("ArgumentsGiven")]
    public void AStartResponseThatIsNullIsTheServersFault() => BrokenBy(() => Validator.Wrap(_app)(Exchange.Environ, null!));

    [Theory, Breaks("EnvironComplete")]
    [InlineData(EnvironKeys.RequestMethod)]
    [InlineData(EnvironKeys.ScriptName)]
    [InlineData(EnvironKeys.PathInfo)]
    [InlineData(EnvironKeys.QueryString)]
    [InlineData(EnvironKeys.ServerName)]
    [InlineData(EnvironKeys.ServerPort)]
    [InlineData(EnvironKeys.ServerProtocol)]
    [InlineData(EnvironKeys.WsgiVersion)]
    [InlineData(EnvironKeys.WsgiUrlScheme)]
    [InlineData(EnvironKeys.WsgiInput)]
    [InlineData(EnvironKeys.WsgiErrors)]
    [InlineData(EnvironKeys.WsgiMultithread)]
    [InlineData(EnvironKeys.WsgiMultiprocess)]
    [InlineData(EnvironKeys.WsgiRunOnce)]
    public void AMissingKeyIsTheServersFault(string key)
    {
        Exchange.Environ.Remove(key);

        Assert.Equal(ContractParty.Server, Broken(_app).Rule.Party);
    }

    [Theory, Breaks("EnvironTypes")]
    [MemberData(nameof(TypedKeys))]
    public void AValueOfAnotherTypeIsTheServersFault(string key)
    {
        Exchange.Environ[key] = new object();

        Assert.Matches($"^environ key '?{key}'? is a System.Object and no ", Broken(_app).Got);
    }

    [Fact, Breaks("EnvironTypes")]
    public void AKeyWithoutADotHasAString()
    {
        Exchange.Environ["HTTP_HOST"] = new[] { "a", "b" };

        Broken(_app);
    }

    [Fact]
    public void AKeyWithADotMayHaveAnything()
    {
        Exchange.Environ["my.thing"] = new object();
        Exchange.Environ[EnvironKeys.Features] = null;

        Exchange.Run(_app);
    }

    [Theory, Breaks("EnvironHeaderNames")]
    [InlineData("HTTP_CONTENT_TYPE")]
    [InlineData("HTTP_CONTENT_LENGTH")]
    public void AHeaderWithAKeyOfItsOwnIsNotThereTwice(string key) => BrokenBy(With(key, "1"));

    [Theory, Breaks("RequestMethodForm")]
    [InlineData("")]
    [InlineData("GET /")]
    [InlineData("GE\tT")]
    public void AMethodThatIsNoTokenIsTheServersFault(string method) => BrokenBy(With(EnvironKeys.RequestMethod, method));

    [Fact]
    public void AMethodMayBeUnknown() => With(EnvironKeys.RequestMethod, "BREW")();

    [Theory, Breaks("ScriptNameForm")]
    [InlineData("/")]
    [InlineData("app")]
    [InlineData("/app/")]
    public void AScriptNameOfAnotherFormIsTheServersFault(string name) => BrokenBy(With(EnvironKeys.ScriptName, name));

    [Fact]
    public void AScriptNameMayHaveMoreThanOnePart() => With(EnvironKeys.ScriptName, "/site/app")();

    [Fact, Breaks("PathInfoForm")]
    public void APathInfoWithoutItsSlashIsTheServersFault() => BrokenBy(With(EnvironKeys.PathInfo, "a"));

    [Fact]
    public void APathInfoMayBeEmpty() => With(EnvironKeys.PathInfo, "")();

    [Theory, Breaks("RequestContentLengthForm")]
    [InlineData("-1")]
    [InlineData("x")]
    public void ARequestsContentLengthThatIsNoNumberIsTheServersFault(string length) => BrokenBy(With(EnvironKeys.ContentLength, length));

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    public void ARequestsContentLengthMayBeEmptyOrANumber(string length) => With(EnvironKeys.ContentLength, length)();

    [Theory, Breaks("UrlSchemeForm")]
    [InlineData("")]
    [InlineData("http:")]
    [InlineData("1http")]
    public void AUrlSchemeOfAnotherFormIsTheServersFault(string scheme) => BrokenBy(With(EnvironKeys.WsgiUrlScheme, scheme));

    [Fact, Breaks("EnvironUntilEnd")]
    public void ReadingTheEnvironAfterTheResponseIsRefused()
    {
        Exchange.Run(_app);

        Assert.Equal(
            "it read environ key 'PATH_INFO' after its response was finished",
            BrokenBy(() => _ = Exchange.AppsEnviron!["PATH_INFO"]).Got);
    }

    [Fact, Breaks("EnvironUntilEnd")]
    public void ReadingTheEnvironAfterTheAppThrewIsRefused()
    {
        Assert.Throws<TimeoutException>(() => Exchange.Run(static (_, _) => throw new TimeoutException()));

        BrokenBy(() => Exchange.AppsEnviron!.ContainsKey("PATH_INFO"));
    }

    [Fact, Breaks("EnvironUntilEnd")]
    public void GoingOnWithAnEnumerationAfterTheResponseIsRefused()
    {
        IEnumerator<KeyValuePair<string, object?>>? pairs = null;
        Exchange.Run((environ, startResponse) =>
        {
            pairs = environ.GetEnumerator();
            Ok(startResponse);
            return [];
        });

        BrokenBy(() => pairs!.MoveNext());
    }

    [Fact, Breaks("EnvironUntilEnd")]
    public void KeysKeptBeyondTheResponseAreOfNoUse()
    {
        ICollection<string>? keys = null;
        Exchange.Run((environ, startResponse) =>
        {
            keys = environ.Keys;
            Ok(startResponse);
            return [];
        });

        BrokenBy(() => _ = keys!.Count);
    }

    [Fact]
    public void TheEnvironIsGoodWhileTheBodyIsDisposed()
    {
        string? read = null;
        Exchange.Run((environ, startResponse) =>
        {
            Ok(startResponse);
            return new DisposableBody(static () => { }, () => read = (string?)environ["PATH_INFO"]);
        });

        Assert.Equal("/", read);
    }

    private Action With(string key, object? value) => () =>
    {
        Exchange.Environ[key] = value;
        Exchange.Run(_app);
    };
}
