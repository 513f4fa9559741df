using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace ZiBai.Cli.Completion;

/// <summary>Sketches the types that an assembly's signatures name.</summary>
internal sealed class SignatureSketch : ISignatureTypeProvider<TypeSketch, object?>
{
    public static SignatureSketch Provider { get; } = new();

    public TypeSketch GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode == PrimitiveTypeCode.Void ? TypeSketch.Void : TypeSketch.Nothing;

    public TypeSketch GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        Named(reader.GetString(reader.GetTypeDefinition(handle).Name), rawTypeKind);

    public TypeSketch GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        Named(reader.GetString(reader.GetTypeReference(handle).Name), rawTypeKind);

    public TypeSketch GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        TypeSketch.Nothing;

    public TypeSketch GetGenericInstantiation(TypeSketch genericType, ImmutableArray<TypeSketch> typeArguments) =>
        genericType == TypeSketch.Nothing ? genericType : genericType with { Arguments = typeArguments };

    public TypeSketch GetSZArrayType(TypeSketch elementType) => TypeSketch.Array;

    public TypeSketch GetArrayType(TypeSketch elementType, ArrayShape shape) => TypeSketch.Array;

    public TypeSketch GetByReferenceType(TypeSketch elementType) => TypeSketch.Nothing;

    public TypeSketch GetPointerType(TypeSketch elementType) => TypeSketch.Nothing;

    public TypeSketch GetFunctionPointerType(MethodSignature<TypeSketch> signature) => TypeSketch.Nothing;

    public TypeSketch GetGenericMethodParameter(object? genericContext, int index) => TypeSketch.Nothing;

    public TypeSketch GetGenericTypeParameter(object? genericContext, int index) => TypeSketch.Nothing;

    public TypeSketch GetModifiedType(TypeSketch modifier, TypeSketch unmodifiedType, bool isRequired) => unmodifiedType;

    public TypeSketch GetPinnedType(TypeSketch elementType) => elementType;

    /// <summary>Of what is no object, tasks alone matter.</summary>
    private static TypeSketch Named(string name, byte rawTypeKind)
    {
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        var bare = tick < 0 ? name : name[..tick];
        return rawTypeKind == (byte)SignatureTypeKind.ValueType && bare != "ValueTask" ? TypeSketch.Nothing : new(bare, []);
    }
}
