using System.Reflection;
using ZiBai.Environ;

namespace ZiBai.Tests.Environ;

public sealed class EnvironSlotTests
{
    private static readonly FieldInfo[] _constants =
        [.. typeof(EnvironKeys).GetFields(BindingFlags.Public | BindingFlags.Static).Where(static field => field.Name != nameof(EnvironKeys.HttpPrefix))];

    [Fact]
    public void EveryKeyOfTheServerHasASlot() => Assert.Equal(
        _constants.Select(static field => (string?)field.GetRawConstantValue()).Order(StringComparer.Ordinal),
        EnvironSlots.All.Select(static slot => slot.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void TheTableIsInTheOrderOfItsEnumeration() => Assert.Equal(
        Enum.GetValues<EnvironSlot>().Select(static slot => (string?)typeof(EnvironKeys).GetField(slot.ToString())!.GetRawConstantValue()),
        EnvironSlots.All.Select(static slot => slot.Key));

    [Fact]
    public void NoKeyHasTwoSlots() =>
        Assert.Equal(EnvironSlots.All.Length, EnvironSlots.All.Select(static slot => slot.Key).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void EverySlotHasABitInOneWord() => Assert.True(EnvironSlots.All.Length <= 32, $"{EnvironSlots.All.Length} slots");

    [Fact]
    public void EverySlotIsFoundByItsKey() => Assert.All(EnvironSlots.All.Select(static (slot, index) => (slot.Key, index)), static expected =>
    {
        Assert.True(EnvironSlots.TryFind(expected.Key, out var slot));
        Assert.Equal(expected.index, (int)slot);
    });

    [Fact]
    public void NothingElseHasASlot() => Assert.False(EnvironSlots.TryFind("HTTP_HOST", out _));

    [Fact]
    public void WhatIsComputedIsOfTheTypeInTheTable()
    {
        var exchange = new Exchange();
        exchange.Request.Headers.ContentType = "text/plain";
        exchange.Request.Headers.ContentLength = 3;
        var environ = exchange.Environ();

        Assert.All(EnvironSlots.All, slot => Assert.IsAssignableFrom(slot.Type, environ[slot.Key]));
    }

    [Fact]
    public void OnlyTheSlotsOfHeadersMayBeAbsent()
    {
        var environ = new Exchange().Environ();

        Assert.All(EnvironSlots.All, slot => Assert.Equal(slot.Source != SlotSource.Header, environ.ContainsKey(slot.Key)));
    }

    [Fact]
    public void WhatIsTheServersIsOneObjectForAllRequests()
    {
        var settings = Exchange.Settings();
        var (one, other) = (new Exchange().Environ(settings), new Exchange("POST").Environ(settings));

        Assert.All(
            EnvironSlots.All.Where(static slot => slot.Source == SlotSource.Server),
            slot => Assert.Same(one[slot.Key], other[slot.Key]));
    }

    [Fact]
    public void WhatIsReadTwiceIsTheSameObject()
    {
        var environ = new Exchange().Environ();

        Assert.All(
            EnvironSlots.All.Where(static slot => slot.Source != SlotSource.Header),
            slot => Assert.Same(environ[slot.Key], environ[slot.Key]));
    }
}
