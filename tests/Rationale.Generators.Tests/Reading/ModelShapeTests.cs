using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;
using Rationale.Graph;

namespace Rationale.Generators.Tests.Reading;

/// <summary>
/// Proves that a <see cref="ModelDeclaration"/> holds nothing but values: a symbol, syntax or location anywhere in it would keep a whole
/// compilation alive and defeat the caching of the pipeline.
/// </summary>
public sealed class ModelShapeTests
{
    [Fact]
    public void A_declaration_holds_only_values() => Assert.Empty(Offences(typeof(ModelDeclaration)));

    [Theory]
    [InlineData(typeof(WithSymbol))]
    [InlineData(typeof(WithDerivedSymbol))]
    [InlineData(typeof(WithImmutableArray))]
    [InlineData(typeof(WithListOfLocations))]
    [InlineData(typeof(WithHidden))]
    [InlineData(typeof(WithArray))]
    public void What_must_not_be_in_a_declaration_is_found(Type type) => Assert.NotEmpty(Offences(type));

    private static List<string> Offences(Type root)
    {
        var offences = new List<string>();
        var seen = new HashSet<Type>();
        Visit(root, root.Name);
        return offences;

        void Visit(Type type, string path)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type.IsPrimitive || type.IsEnum || type == typeof(string) || !seen.Add(type))
            {
                return;
            }

            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
            {
                Visit(type.GetGenericArguments()[0], path + "[]");
                return;
            }

            // Assignability, not identity: what hides in a model is always a class derived from these.
            if (IsCompilerType(type) || !typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type) || type.Namespace?.StartsWith("Rationale", StringComparison.Ordinal) != true)
            {
                offences.Add($"{path} is a {type}");
                return;
            }

            foreach (var derived in type.Assembly.GetTypes().Where(other => other != type && type.IsAssignableFrom(other)))
            {
                Visit(derived, $"{path} as {derived.Name}");
            }

            for (var owner = type; owner is not null; owner = owner.BaseType)
            {
                foreach (var field in owner.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    Visit(field.FieldType, $"{path}.{field.Name}");
                }
            }
        }
    }

    private static bool IsCompilerType(Type type) => new[]
    {
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Compilation), typeof(SemanticModel), typeof(Location), typeof(AttributeData), typeof(Diagnostic),
    }.Any(forbidden => forbidden.IsAssignableFrom(type));

    private sealed record WithSymbol(ISymbol Value);

    private sealed record WithDerivedSymbol(INamedTypeSymbol Value);

    private sealed record WithImmutableArray(ImmutableArray<int> Value);

    private sealed record WithListOfLocations(List<Location> Value);

    private sealed record WithHidden(WithSymbol Value);

    private sealed record WithArray(int[] Value);
}
