using System.Reflection;

namespace ZiBai.ErrorPages;

/// <summary>Tells the app's code, with the libraries it brought along, from what it runs on.</summary>
internal static class OwnCode
{
    private static readonly Assembly[] _server = [typeof(OwnCode).Assembly, typeof(WsgiApp).Assembly];

    public static bool Has(MethodBase method)
    {
        var assembly = method.Module.Assembly;
        return !_server.Contains(assembly) && !IsFramework(assembly.GetName().Name ?? "");
    }

    // By their names, since the files of a program that was published as one have no place to tell them by.
    private static bool IsFramework(string name) =>
        name is "System" or "mscorlib" or "netstandard" or "zibai"
        || name.StartsWith("System.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.", StringComparison.Ordinal);
}
