using System.Diagnostics.CodeAnalysis;

namespace ZiBai.Testing;

/// <summary>Signals that tests send.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "Int is what the signal is called.")]
public enum ChildSignal
{
    Hup,
    Int,
    Quit,
    Kill,
    Term,
    Usr1,
    Usr2,
    Stop,
    Cont,
    Ttin,
    Ttou,
    Winch,
}

internal static class ChildSignals
{
    /// <summary>The number for kill(2): signal(7) on Linux, signal(3) on macOS.</summary>
    public static int Number(this ChildSignal signal)
    {
        var mac = OperatingSystem.IsMacOS();
        return signal switch
        {
            ChildSignal.Hup => 1,
            ChildSignal.Int => 2,
            ChildSignal.Quit => 3,
            ChildSignal.Kill => 9,
            ChildSignal.Term => 15,
            ChildSignal.Usr1 => mac ? 30 : 10,
            ChildSignal.Usr2 => mac ? 31 : 12,
            ChildSignal.Stop => mac ? 17 : 19,
            ChildSignal.Cont => mac ? 19 : 18,
            ChildSignal.Ttin => 21,
            ChildSignal.Ttou => 22,
            ChildSignal.Winch => 28,
            _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "No such signal."),
        };
    }
}
