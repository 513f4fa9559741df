using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZiBai.Cli.Completion;

/// <summary>Sketches what a file declares. The names that its usings give to types stand for those.</summary>
internal sealed class SyntaxSketch
{
    private readonly Dictionary<string, TypeSyntax> _aliases = new(StringComparer.Ordinal);

    /// <param name="unit">The file.</param>
    /// <param name="global">The usings of other files that count here too.</param>
    public SyntaxSketch(CompilationUnitSyntax unit, IEnumerable<UsingDirectiveSyntax> global)
    {
        var own = unit.Usings.Concat(unit.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(static space => space.Usings));
        foreach (var each in global.Concat(own))
        {
            if (each is { Alias.Name.Identifier.ValueText: var name, NamespaceOrType: var type })
            {
                _aliases[name] = type;
            }
        }
    }

    /// <summary>What a declaration adds to its type that is public and can be read or called.</summary>
    public IEnumerable<(bool IsStatic, ModuleMember Member)> Members(MemberDeclarationSyntax declaration)
    {
        var modifiers = declaration.Modifiers;
        if (!modifiers.Any(SyntaxKind.PublicKeyword))
        {
            return [];
        }

        var isConstant = modifiers.Any(SyntaxKind.ConstKeyword);
        var isStatic = isConstant || modifiers.Any(SyntaxKind.StaticKeyword);
        return declaration switch
        {
            MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } method => [(isStatic, Method(method))],
            PropertyDeclarationSyntax property when IsReadable(property) => [(isStatic, new(property.Identifier.ValueText, Type(property.Type), null))],
            FieldDeclarationSyntax { Declaration: var field } =>
                field.Variables.Select(each => (isStatic, new ModuleMember(each.Identifier.ValueText, isConstant ? TypeSketch.Nothing : Type(field.Type), null))),
            _ => [],
        };
    }

    private ModuleMember Method(MethodDeclarationSyntax method)
    {
        var result = Type(method.ReturnType);
        var usable = method.TypeParameterList is null && !(result == TypeSketch.Void && method.Modifiers.Any(SyntaxKind.AsyncKeyword));
        return new(
            method.Identifier.ValueText,
            usable ? result : TypeSketch.Nothing,
            [.. method.ParameterList.Parameters.Select(each => each is { Type: { } type, Modifiers.Count: 0 } ? Type(type) : TypeSketch.Nothing)]);
    }

    private static bool IsReadable(PropertyDeclarationSyntax property) =>
        property.ExpressionBody is not null
        || property.AccessorList?.Accessors.Any(static each => each.IsKind(SyntaxKind.GetAccessorDeclaration) && each.Modifiers.Count == 0) == true;

    private TypeSketch Type(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => Type(nullable.ElementType),
        ArrayTypeSyntax => TypeSketch.Array,
        PredefinedTypeSyntax { Keyword: var keyword } => keyword.IsKind(SyntaxKind.VoidKeyword) ? TypeSketch.Void : TypeSketch.Nothing,
        QualifiedNameSyntax qualified => Name(qualified.Right),
        AliasQualifiedNameSyntax qualified => Name(qualified.Name),
        IdentifierNameSyntax name when _aliases.Remove(name.Identifier.ValueText, out var meant) => Aliased(name.Identifier.ValueText, meant),
        SimpleNameSyntax name => Name(name),
        _ => TypeSketch.Nothing,
    };

    private TypeSketch Name(SimpleNameSyntax name) => new(
        name.Identifier.ValueText, name is GenericNameSyntax { TypeArgumentList.Arguments: var arguments } ? [.. arguments.Select(Type)] : []);

    /// <summary>An alias is not looked up inside of what it stands for: wrong source may have it go in circles.</summary>
    private TypeSketch Aliased(string alias, TypeSyntax meant)
    {
        var type = Type(meant);
        _aliases[alias] = meant;
        return type;
    }
}
