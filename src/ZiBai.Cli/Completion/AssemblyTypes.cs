using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace ZiBai.Cli.Completion;

/// <summary>The types of an assembly, read from its metadata: nothing of it is loaded, let alone run.</summary>
internal sealed class AssemblyTypes
{
    private const int MaxPath = 10_000;

    private readonly MetadataReader _metadata;

    private AssemblyTypes(MetadataReader metadata)
    {
        _metadata = metadata;
    }

    /// <exception cref="BadImageFormatException">It is no assembly, or not a sound one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<ModuleType> Read(string path)
    {
        // Whoever builds it at this time is not to be hindered.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var image = new PEReader(file);
        return image.HasMetadata ? new AssemblyTypes(image.GetMetadataReader()).Types() : [];
    }

    private List<ModuleType> Types()
    {
        var types = new List<ModuleType>();
        foreach (var handle in _metadata.TypeDefinitions)
        {
            var type = _metadata.GetTypeDefinition(handle);
            if (IsNameable(type))
            {
                types.Add(Type(type));
            }
        }

        return types;
    }

    private bool IsNameable(TypeDefinition type) =>
        type.GetGenericParameters().Count == 0
        && (type.Attributes & TypeAttributes.VisibilityMask) != TypeAttributes.NestedPrivate
        && !_metadata.GetString(type.Name).Contains('<', StringComparison.Ordinal);

    private ModuleType Type(TypeDefinition type)
    {
        const TypeAttributes StaticClass = TypeAttributes.Abstract | TypeAttributes.Sealed;
        var (outer, path, visible) = (type, _metadata.GetString(type.Name), IsPublic(type));
        while (!outer.GetDeclaringType().IsNil)
        {
            if (path.Length > MaxPath)
            {
                throw new BadImageFormatException("its types are nested without an end.");
            }

            outer = _metadata.GetTypeDefinition(outer.GetDeclaringType());
            (path, visible) = ($"{_metadata.GetString(outer.Name)}.{path}", visible && IsPublic(outer));
        }

        var methods = type.GetMethods().Select(_metadata.GetMethodDefinition).Where(static method => IsPublic(method)).ToList();
        return new ModuleType(_metadata.GetString(outer.Namespace), path)
        {
            IsVisible = visible,
            IsStaticClass = (type.Attributes & StaticClass) == StaticClass,
            CanBeMade = !type.Attributes.HasFlag(TypeAttributes.Abstract) && methods.Exists(method => IsConstructorOfNothing(method)),
            Statics =
            [
                .. methods.Where(static method => IsStatic(method) && !method.Attributes.HasFlag(MethodAttributes.SpecialName)).Select(Method),
                .. type.GetProperties().Select(_metadata.GetPropertyDefinition).Select(Property).OfType<ModuleMember>(),
                .. type.GetFields().Select(_metadata.GetFieldDefinition).Where(static field => IsPublic(field)).Select(Field),
            ],
            Invokes = [.. methods.Where(method => !IsStatic(method) && _metadata.StringComparer.Equals(method.Name, "Invoke")).Select(Method)],
        };
    }

    private static bool IsPublic(TypeDefinition type) =>
        (type.Attributes & TypeAttributes.VisibilityMask) is TypeAttributes.Public or TypeAttributes.NestedPublic;

    private static bool IsPublic(MethodDefinition method) => (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public;

    private static bool IsPublic(FieldDefinition field) =>
        (field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public && field.Attributes.HasFlag(FieldAttributes.Static);

    private static bool IsStatic(MethodDefinition method) => method.Attributes.HasFlag(MethodAttributes.Static);

    private bool IsConstructorOfNothing(MethodDefinition method) =>
        _metadata.StringComparer.Equals(method.Name, ".ctor") && Signature(method).ParameterTypes.IsEmpty;

    private static MethodSignature<TypeSketch> Signature(MethodDefinition method) => method.DecodeSignature(SignatureSketch.Provider, genericContext: null);

    private ModuleMember Method(MethodDefinition method)
    {
        var signature = Signature(method);
        var usable = signature.GenericParameterCount == 0 && !(signature.ReturnType == TypeSketch.Void && IsAsync(method));
        return new(_metadata.GetString(method.Name), usable ? signature.ReturnType : TypeSketch.Nothing, signature.ParameterTypes);
    }

    private bool IsAsync(MethodDefinition method) => method.GetCustomAttributes().Select(_metadata.GetCustomAttribute).Any(attribute =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && _metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type
        && _metadata.StringComparer.Equals(_metadata.GetTypeReference((TypeReferenceHandle)type).Name, nameof(AsyncStateMachineAttribute)));

    private ModuleMember? Property(PropertyDefinition property)
    {
        if (property.GetAccessors().Getter is not { IsNil: false } getter || _metadata.GetMethodDefinition(getter) is var method && !(IsPublic(method) && IsStatic(method)))
        {
            return null;
        }

        var signature = property.DecodeSignature(SignatureSketch.Provider, genericContext: null);
        return signature.ParameterTypes.IsEmpty ? new(_metadata.GetString(property.Name), signature.ReturnType, null) : null;
    }

    private ModuleMember Field(FieldDefinition field) =>
        new(_metadata.GetString(field.Name), field.DecodeSignature(SignatureSketch.Provider, genericContext: null), null);
}
