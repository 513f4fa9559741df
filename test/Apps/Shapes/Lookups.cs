using ZiBai;

namespace Shapes
{
    public static class First
    {
        public static IEnumerable<ReadOnlyMemory<byte>> Twice(Environ environ, StartResponse start) => Results.Chunks(environ, start);

        public static IEnumerable<ReadOnlyMemory<byte>> Overloaded(Environ environ, StartResponse start) => Results.Chunks(environ, start);

        public static string Overloaded(string text) => text;

        public static IEnumerable<ReadOnlyMemory<byte>> BothOverloads(Environ environ, StartResponse start) => Results.Chunks(environ, start);

        public static IEnumerable<byte[]> BothOverloads(
            Environ environ,
            Func<string, IReadOnlyList<(string, string)>, Exception?, Action<byte[]>> start) => [];

        public static string WrongShape(Environ environ, int number) => $"{environ.Count} {number}";

        public static int NotCallable => 3;
    }

    public static class Second
    {
        public static IEnumerable<ReadOnlyMemory<byte>> Twice(Environ environ, StartResponse start) => Results.Chunks(environ, start);

        public static class Nested
        {
            public static IEnumerable<ReadOnlyMemory<byte>> InNested(Environ environ, StartResponse start) => Results.Chunks(environ, start);
        }
    }

    public class NotStatic
    {
        public static IEnumerable<ReadOnlyMemory<byte>> OnNotStatic(Environ environ, StartResponse start) => Results.Chunks(environ, start);

        internal static IEnumerable<ReadOnlyMemory<byte>> Secret(Environ environ, StartResponse start) => Results.Chunks(environ, start);
    }

    public sealed class Derived : NotStatic;

    public sealed class Callable
    {
        private int _calls;

        public IEnumerable<byte[]> Invoke(Environ environ, StartResponse start)
        {
            start("200 OK", []);
            return [[(byte)('0' + ++_calls)]];
        }
    }

    public sealed class NeedsArgument(string text)
    {
        public IEnumerable<byte[]> Invoke(Environ environ, StartResponse start) => [[(byte)text.Length]];
    }

    public static class Broken
    {
        private static readonly string _database = Connect();

        public static IEnumerable<byte[]> NeverStarts(Environ environ, StartResponse start) => [[(byte)_database.Length]];

        private static string Connect() => throw new InvalidOperationException("no database at hand");
    }
}

namespace Shapes.One
{
    public static class Same
    {
        public static string Text => "one";
    }
}

namespace Shapes.Two
{
    public static class Same
    {
        public static string Text => "two";
    }
}
