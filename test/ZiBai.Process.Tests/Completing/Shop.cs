using ZiBai.Cli.Sources;

namespace ZiBai.Process.Tests.Completing;

/// <summary>A module with some of everything.</summary>
internal static class Shop
{
    public const string Text = """
        using Environ = System.Collections.Generic.IDictionary<string, object?>;
        using Start = System.Func<string, System.Collections.Generic.IReadOnlyList<(string, string)>, System.Exception?, System.Action<byte[]>>;

        namespace Things.ForSale;

        public static partial class Site
        {
            public const string Word = "word";
            public const DayOfWeek Day = DayOfWeek.Monday;
            public static readonly WsgiApp Held = (environ, startResponse) => [];
            public static readonly Action Close = Open;
            public static readonly Func<Task> CloseLater = OpenLater;
            public static readonly Func<WsgiApp> HeldFactory = Make;
            public static AsyncWsgiApp Property => Streamed;
            public static int Number => 3;
            public static WsgiApp OnlyWritten { set { } }
            public static WsgiApp ReadInside { private get; set; } = null!;

            public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse) => [];
            public static IEnumerable<byte[]> Both(Environ environ, StartResponse startResponse) => [];
            public static byte[][] Plain(Environ environ, Start startResponse) => [];
            public static async Task<List<byte[]>> Later(Environ environ, StartResponse startResponse) => await Task.FromResult<List<byte[]>>([]);
            public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Streamed(Environ environ, StartResponse startResponse) { await Task.Yield(); yield break; }
            public static IEnumerable<byte[]> Generic<T>(Environ environ, StartResponse startResponse) => [];
            public static void Nothing(Environ environ, StartResponse startResponse) { }
            public static IEnumerable<byte[]> ByReference(ref Environ environ, StartResponse startResponse) => [];
            public static string Joined(string left, string right) => left + right;
            public static WsgiApp Make() => Held;
            public static Task<WsgiApp> MakeLater() => Task.FromResult(Make());
            public static void Open() { }
            public static Task OpenLater() => Task.CompletedTask;
            public static ValueTask OpenSoon() => default;
            public static async void Lost() => await Task.Yield();
            internal static IEnumerable<byte[]> Hidden(Environ environ, StartResponse startResponse) => [];
        }

        partial class Site
        {
            public static IEnumerable<byte[]> OfOtherPart(Environ environ, StartResponse startResponse) => [];
        }

        public static class Other
        {
            public static int Both => 2;
        }

        public class Outer
        {
            public static IEnumerable<byte[]> OfNoStaticClass(Environ environ, StartResponse startResponse) => [];

            public static class Inner
            {
                public static IEnumerable<byte[]> Deep(Environ environ, StartResponse startResponse) => [];
            }

            private static class Unseen
            {
                public static IEnumerable<byte[]> App(Environ environ, StartResponse startResponse) => [];
            }
        }

        public sealed class Callable
        {
            public IEnumerable<byte[]> Invoke(Environ environ, StartResponse startResponse) => [];
        }

        public sealed class NotMade
        {
            public NotMade(int number) { }
            public IEnumerable<byte[]> Invoke(Environ environ, StartResponse startResponse) => [];
        }

        public sealed class NotMadeEither(int number)
        {
            public int Number => number;
            public IEnumerable<byte[]> Invoke(Environ environ, StartResponse startResponse) => [];
        }

        public static class Generics<T>
        {
            public static IEnumerable<byte[]> App(Environ environ, StartResponse startResponse) => [];
        }

        internal static class Internal
        {
            public static IEnumerable<byte[]> App(Environ environ, StartResponse startResponse) => [];
        }
        """;

    /// <summary>What a compiler makes of a text.</summary>
    public static byte[] Compile(string text)
    {
        var result = new RoslynCompiler().Compile(Sources.Text.Set(text));
        Assert.Null(result.Errors);
        return result.Assembly!;
    }
}
