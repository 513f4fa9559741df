using System.Reflection;

namespace ZiBai.Loading;

/// <summary>Types and methods as their author wrote them in C#, for error messages.</summary>
internal static class ClrNames
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
    };

    /// <summary>A type in full as an import string may name it: nested types after a dot.</summary>
    public static string Full(Type type) => (type.FullName ?? type.Name).Replace('+', '.');

    /// <summary>A type in short, with its type arguments.</summary>
    public static string Short(Type type)
    {
        if (_keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return Short(type.GetElementType()!) + $"[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsByRef)
        {
            return "ref " + Short(type.GetElementType()!);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Short(underlying) + "?";
        }

        if (!type.IsGenericType)
        {
            return type.Name;
        }

        var arguments = string.Join(", ", type.GetGenericArguments().Select(Short));
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        var name = tick < 0 ? type.Name : type.Name[..tick];
        return type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true ? $"({arguments})" : $"{name}<{arguments}>";
    }

    /// <summary>A method as it was declared: result, name in full, parameters.</summary>
    public static string Signature(MethodInfo method, string name)
    {
        var generic = method.IsGenericMethodDefinition
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>"
            : "";
        var parameters = method.GetParameters().Select(parameter => $"{Short(parameter.ParameterType)} {parameter.Name}".TrimEnd());
        return $"{Short(method.ReturnType)} {name}{generic}({string.Join(", ", parameters)})";
    }
}
