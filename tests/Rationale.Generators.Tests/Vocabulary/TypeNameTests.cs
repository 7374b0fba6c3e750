using System.Runtime.CompilerServices;
using Rationale.Attribution;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Tests.Vocabulary;

/// <summary>A name says the stage: no two types of what is shipped share one, and layers, operators and kernels end in what they are.</summary>
public sealed class TypeNameTests
{
    /// <summary>The attributes, the graph, the runtime and the generator; the code that the compiler makes has names of its own.</summary>
    private static IEnumerable<Type> Shipped => new[] { typeof(DenseAttribute), typeof(Node), typeof(Saliency), typeof(ModelGenerator) }
        .SelectMany(type => type.Assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith(nameof(Rationale), StringComparison.Ordinal) == true && type is { IsNestedPrivate: false } && !IsCompilerMade(type));

    [Fact]
    public void No_two_types_share_a_name()
    {
        var shared = Shipped.GroupBy(type => type.Name).Where(group => group.Count() > 1).Select(group => string.Join(" and ", group.Select(type => type.FullName))).ToList();

        Assert.True(Shipped.Count() > 500, "Most types were not looked at.");
        Assert.Empty(shared);
    }

    [Fact]
    public void Layers_end_in_Layer() => EndIn("Layer", type => type.IsSubclassOf(typeof(Layer)) && type != typeof(SelfExplainingNetwork), atLeast: 30);

    [Fact]
    public void Operators_end_in_Op() => EndIn("Op", type => type.IsSubclassOf(typeof(Operator)), atLeast: 60);

    [Fact]
    public void Classes_of_kernels_end_in_Kernels() => EndIn(
        "Kernels", type => type is { IsPublic: true, IsAbstract: true, IsSealed: true, Namespace: "Rationale.Kernels" }, atLeast: 10);

    [Fact]
    public void Attributes_end_in_Attribute() => EndIn("Attribute", type => type.IsSubclassOf(typeof(Attribute)), atLeast: 40);

    /// <summary>What messages and files call a layer or an operator has no suffix.</summary>
    [Fact]
    public void Names_in_messages_have_no_suffix()
    {
        Assert.Equal("Relu", new ReluLayer().Name);
        Assert.Equal("Relu", new Graph.Operators.ReluOp().Name);
    }

    private static void EndIn(string suffix, Func<Type, bool> isMeant, int atLeast)
    {
        var meant = Shipped.Where(isMeant).Select(type => type.Name.Split('`')[0]).ToList();

        Assert.True(meant.Count >= atLeast, $"Only {meant.Count} types were looked at.");
        Assert.DoesNotContain(meant, name => !name.EndsWith(suffix, StringComparison.Ordinal));
    }

    private static bool IsCompilerMade(Type type) => type.Name.Contains('<', StringComparison.Ordinal) || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || (type.DeclaringType is { } outer && IsCompilerMade(outer));
}
