using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

    /// <summary>Read from the sources, so that every project is looked at: runtime, targets, hosting, generator, analyzers and fixes.</summary>
    [Fact]
    public void No_two_types_share_a_name()
    {
        var types = Declared().Distinct().ToList();
        var shared = types.GroupBy(type => type.Name).Where(group => group.Count() > 1).Select(group => string.Join(" and ", group.Select(type => $"{type.Owner}.{type.Name}"))).ToList();

        Assert.True(types.Count > 1000, $"Only {types.Count} types were looked at.");
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

    private static IEnumerable<(string Owner, string Name)> Declared() => new[] { "src", "generators", "analyzers" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(path => !Path.GetRelativePath(Repository.Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
        .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes(node => node is not MemberDeclarationSyntax || node is BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        .OfType<MemberDeclarationSyntax>()
        .Where(node => !node.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.PrivateKeyword) || modifier.IsKind(SyntaxKind.FileKeyword)))
        .Select(node => (Node: node, Name: node switch
        {
            TypeDeclarationSyntax type => $"{type.Identifier.Text}`{type.TypeParameterList?.Parameters.Count ?? 0}",
            BaseTypeDeclarationSyntax type => $"{type.Identifier.Text}`0",
            DelegateDeclarationSyntax type => $"{type.Identifier.Text}`{type.TypeParameterList?.Parameters.Count ?? 0}",
            _ => null,
        }))
        .Where(type => type.Name is not null)
        .Select(type => (string.Join(".", type.Node.Ancestors().Reverse().Select(outer => outer switch
        {
            BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
            TypeDeclarationSyntax outerType => outerType.Identifier.Text,
            _ => null,
        }).Where(name => name is not null)), type.Name!));

    private static void EndIn(string suffix, Func<Type, bool> isMeant, int atLeast)
    {
        var meant = Shipped.Where(isMeant).Select(type => type.Name.Split('`')[0]).ToList();

        Assert.True(meant.Count >= atLeast, $"Only {meant.Count} types were looked at.");
        Assert.DoesNotContain(meant, name => !name.EndsWith(suffix, StringComparison.Ordinal));
    }

    private static bool IsCompilerMade(Type type) => type.Name.Contains('<', StringComparison.Ordinal) || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || (type.DeclaringType is { } outer && IsCompilerMade(outer));
}
