global using BaseStart = System.Func<
    string, System.Collections.Generic.IReadOnlyList<(string, string)>, System.Exception?, System.Action<byte[]>>;
global using Environ = System.Collections.Generic.IDictionary<string, object?>;
