using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rationale.Generators.Reading;

/// <summary>One attribute on a model class or a block, with its arguments by name.</summary>
/// <param name="data">The attribute.</param>
/// <param name="syntax">Where it stands; null if the class comes from another assembly as metadata.</param>
/// <param name="fallback">Where its class is named, for what has no place in the source.</param>
internal sealed class AttributeUse(AttributeData data, AttributeSyntax? syntax, Location fallback)
{
    /// <summary>Metadata name of the attribute's class in namespace <c>Rationale</c>; the full name of any other class.</summary>
    public string ClassName { get; } = data.AttributeClass!.IsRationale() ? data.AttributeClass!.Name : data.AttributeClass!.ToDisplayString();

    /// <summary>The name as users write it: <c>Dense</c>.</summary>
    public string Name { get; } = Shorten(data.AttributeClass!.Name);

    /// <summary>Where the attribute stands; null if the class comes from another assembly as metadata.</summary>
    public AttributeSyntax? Syntax => syntax;

    /// <summary>The span of the attribute without its brackets.</summary>
    public Location Location => syntax?.GetLocation() ?? fallback;

    /// <summary>Whether a property was set.</summary>
    public bool Sets(string property) => data.NamedArguments.Any(argument => argument.Key == property);

    /// <summary>Whether the constructor that was called has a parameter.</summary>
    public bool Gives(string parameter) => Position(parameter) >= 0;

    /// <summary>The value of a constructor parameter or property, or <paramref name="fallback"/> if the source does not give it.</summary>
    public T Value<T>(string name, T fallback) => Find(name) is { Value: T value } ? value : fallback;

    /// <summary>The value of an enum parameter or property; it may be one that the enum does not define.</summary>
    public T EnumValue<T>(string name, T fallback)
        where T : struct, Enum => Find(name) is { Value: { } value } ? (T)Enum.ToObject(typeof(T), value) : fallback;

    /// <summary>The elements of a <c>params</c> parameter.</summary>
    public int[] Values(string name) => Find(name) is { Kind: TypedConstantKind.Array, IsNull: false } array
        ? [.. array.Values.Select(element => (int)element.Value!)]
        : [];

    /// <summary>The elements of an array of texts.</summary>
    public string[] Texts(string name) => Find(name) is { Kind: TypedConstantKind.Array, IsNull: false } array
        ? [.. array.Values.Select(element => element.Value as string ?? "")]
        : [];

    /// <summary>The elements of an array of numbers.</summary>
    public double[] Numbers(string name) => Find(name) is { Kind: TypedConstantKind.Array, IsNull: false } array
        ? [.. array.Values.Select(element => (double)element.Value!)]
        : [];

    /// <summary>The type that a <c>typeof</c> names; null for null.</summary>
    public ITypeSymbol? Type(string name) => Find(name) is { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } ? type : null;

    /// <summary>Where the value of a constructor parameter or property stands; the whole attribute if the source does not give it.</summary>
    public Location LocationOf(string name)
    {
        var arguments = syntax?.ArgumentList?.Arguments ?? default;
        var named = arguments.FirstOrDefault(argument =>
            (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText == name);
        var position = Position(name);
        var found = named ?? (position >= 0 && position < arguments.Count && arguments[position] is { NameEquals: null, NameColon: null } positional ? positional : null);
        return found?.Expression.GetLocation() ?? Location;
    }

    /// <summary>Where the element of a <c>params</c> parameter stands.</summary>
    public Location LocationOfElement(int index) => syntax?.ArgumentList?.Arguments is { } arguments && index < arguments.Count
        ? arguments[index].Expression.GetLocation()
        : Location;

    private static string Shorten(string name) => name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;

    private TypedConstant? Find(string name)
    {
        foreach (var argument in data.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        var position = Position(name);
        return position >= 0 ? data.ConstructorArguments[position] : null;
    }

    private int Position(string name) => data.AttributeConstructor!.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Ordinal ?? -1;
}
