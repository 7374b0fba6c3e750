using System.Reflection;
using Microsoft.CodeAnalysis;
using Rationale.Generators.Emission;
using Rationale.Graph;

namespace Rationale.Generators.Tests.Emission;

/// <summary>What goes through the pipeline is plain data: nothing that pins a compilation in memory or compares by reference.</summary>
public sealed class PipelineDataTests
{
    [Theory]
    [InlineData(typeof(EmissionInput))]
    [InlineData(typeof(ShellInput))]
    [InlineData(typeof(SourceFile))]
    public void No_symbol_syntax_or_location_hides_in_the_data_of_the_pipeline(Type type)
    {
        var seen = new HashSet<Type>();
        Visit(type, type.Name, seen);
        Assert.True(type != typeof(EmissionInput) || seen.Count > 10, "The walk did not reach the specification.");
    }

    [Fact]
    public void The_walk_finds_what_it_looks_for() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Visit(typeof(Rationale.Generators.Reading.Problem), "problem", []));

    private static void Visit(Type type, string path, HashSet<Type> seen)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || !seen.Add(type))
        {
            return;
        }

        Assert.False(
            type.Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || typeof(ISymbol).IsAssignableFrom(type),
            $"{path} is a {type}.");
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
        {
            Visit(type.GetGenericArguments()[0], path + "[]", seen);
            return;
        }

        Assert.True(type.GetMethod("<Clone>$") is not null || (type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null), $"{path} is a {type}, which is not a record.");
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
        {
            Visit(field.FieldType, $"{path}.{field.Name}", seen);
        }

        foreach (var derived in type.Assembly.GetTypes().Where(candidate => candidate.BaseType == type))
        {
            Visit(derived, $"{path}({derived.Name})", seen);
        }
    }
}
