using System.Text.RegularExpressions;
using ZiBai.CommandLine;
using ZiBai.Tests.Repository;

namespace ZiBai.Tests.Readme;

/// <summary>The options table of README.md against the real options.</summary>
public sealed partial class OptionsTests
{
    private static readonly IReadOnlyList<(string[] Names, string Default, string Meaning)> _rows =
    [
        .. Row().Matches(Repo.Section("Options")).Select(match => (
            Names: match.Groups["names"].Value.Split(", ").Select(name => name.Trim('`')).ToArray(),
            Default: match.Groups["default"].Value.Replace("`", "", StringComparison.Ordinal),
            Meaning: match.Groups["meaning"].Value)),
    ];

    [Fact]
    public void EveryOptionHasOneRowAndEveryRowAnOption() => Assert.Equal(
        OptionTable.Options.Select(entry => entry.Name).Order(StringComparer.Ordinal),
        _rows.Select(row => row.Names[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryAliasIsNamedAndNoOther() => Assert.All(
        OptionTable.Options,
        entry => Assert.Equal([entry.Name, .. entry.Aliases], _rows.Single(row => row.Names[0] == entry.Name).Names));

    [Fact]
    public void EveryDefaultIsTheRealOne() => Assert.All(
        OptionTable.Options,
        entry => Assert.Equal((entry.Name, entry.Default), (entry.Name, _rows.Single(row => row.Names[0] == entry.Name).Default)));

    [Fact]
    public void EveryRowSaysWhatTheOptionDoes() => Assert.All(_rows, row => Assert.NotEmpty(row.Meaning));

    [GeneratedRegex(@"^\| (?<names>`--.*?) \| (?<default>.*?) \| (?<meaning>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
