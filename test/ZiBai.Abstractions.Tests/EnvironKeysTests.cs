using System.Reflection;
using System.Text.RegularExpressions;

namespace ZiBai.Tests;

public sealed partial class EnvironKeysTests
{
    private static readonly string[] _keys =
    [
        .. typeof(EnvironKeys).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(static field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void NoKeyIsThereTwice() => Assert.Equal(_keys.Length, _keys.Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void KeysAreWrittenAsCgiVariablesOrWithAPrefixOfTheirOwner() => Assert.All(_keys, static key => Assert.Matches(Spelling(), key));

    [Theory]
    [InlineData("REQUEST_METHOD")]
    [InlineData("SCRIPT_NAME")]
    [InlineData("PATH_INFO")]
    [InlineData("QUERY_STRING")]
    [InlineData("CONTENT_TYPE")]
    [InlineData("CONTENT_LENGTH")]
    [InlineData("SERVER_NAME")]
    [InlineData("SERVER_PORT")]
    [InlineData("SERVER_PROTOCOL")]
    [InlineData("wsgi.version")]
    [InlineData("wsgi.url_scheme")]
    [InlineData("wsgi.input")]
    [InlineData("wsgi.errors")]
    [InlineData("wsgi.multithread")]
    [InlineData("wsgi.multiprocess")]
    [InlineData("wsgi.run_once")]
    public void TheKeysThatPep3333AsksForAreThere(string key) => Assert.Contains(key, _keys);

    [GeneratedRegex("^([A-Z]+(_[A-Z]+)*_?|(wsgi|zibai)\\.[a-z]+(_[a-z]+)*)$")]
    private static partial Regex Spelling();
}
