using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rationale.Generators.Reading;

namespace Rationale.Generators.Tests.Reading;

/// <summary>Reads types of every shape, writes the partial declaration that the hierarchy describes, and compiles both without a warning.</summary>
public sealed class TypeHierarchyTests
{
    private const string Model = "[Classifier(2)] [Input(4)] [Dense(2)]";

    [Theory]
    [InlineData("Digits", $"{Model} public partial class Digits;")]
    [InlineData("A.B.Digits", $"namespace A.B; {Model} internal sealed partial class Digits;")]
    [InlineData("class", $"{Model} public partial class @class;")]
    [InlineData("record", $"{Model} public partial class @record;")]
    [InlineData("namespace.new.class`1", $"namespace @namespace.@new; {Model} public partial class @class<@int>;")]
    [InlineData("Outer+Digits", $"public partial class Outer {{ {Model} private partial class Digits; }}")]
    [InlineData("Outer+Digits", $"public static partial class Outer {{ {Model} internal partial class Digits; }}")]
    [InlineData("Outer+Digits", $"public abstract partial class Outer {{ {Model} private protected partial class Digits; }}")]
    [InlineData("Outer+Digits", $"public readonly partial struct Outer {{ {Model} public partial class Digits; }}")]
    [InlineData("Outer+Digits", $"public ref partial struct Outer {{ {Model} public partial class Digits; }}")]
    [InlineData("Outer+Digits", $"public partial record Outer(int X) {{ {Model} protected internal partial class Digits; }}")]
    [InlineData("Outer+Digits", $"public readonly partial record struct Outer(int X) {{ {Model} public partial class Digits; }}")]
    [InlineData("Outer+Digits", $"public partial interface Outer {{ {Model} public partial class Digits; }}")]
    [InlineData("A.Outer`1+Middle`2+Digits`1", $"namespace A; public partial class Outer<T> where T : class {{ public partial struct Middle<U, V> where V : T {{ {Model} public partial class Digits<W> where W : U; }} }}")]
    [InlineData("Digits`6", $"{Model} public partial class Digits<A, B, C, D, E, F> where A : class? where B : struct where C : notnull where D : unmanaged where E : System.Exception?, System.IDisposable, new() where F : allows ref struct;")]
    [InlineData("Digits`1", $"#nullable disable\n{Model} public partial class Digits<T> where T : class, System.IComparable<T>;")]
    [InlineData("Digits", $"{Model} public partial class Digits {{ public Digits(int seed) {{ }} }}")]
    public void The_hierarchy_opens_the_type_again(string metadataName, string source)
    {
        var compilation = ReadSource.Compile(source);
        var hierarchy = TypeHierarchy.FromSymbol(compilation.Type(metadataName));

        var options = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        var opened = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Open(hierarchy), options, hierarchy.HintName + ".g.cs", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Empty(opened.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden));
        Assert.NotEmpty(opened.Type(metadataName).GetMembers("OpenedAgain"));
    }

    [Fact]
    public void A_hierarchy_reads_from_the_outside_in()
    {
        var hierarchy = ReadSource.Model(
            "A.B.Outer`1+Inner+class",
            $$"""
            namespace A.B;

            public partial class Outer<T>
                where T : class, new()
            {
                internal partial record struct Inner
                {
                    {{Model}}
                    private sealed partial class @class;
                }
            }
            """).Hierarchy;

        Assert.Equal("A.B", hierarchy.Namespace);
        Assert.Equal(["public class Outer<T> where T : class, new()", "internal record struct Inner"], hierarchy.Containing.Select(Describe));
        Assert.Equal("private class @class", Describe(hierarchy.Type));
    }

    [Fact]
    public void The_global_namespace_is_empty() => Assert.Equal("", ReadSource.Model("M", $"{Model} public partial class M;").Hierarchy.Namespace);

    private static string Describe(TypePart part) =>
        string.Join(" ", part.Constraints.Prepend($"{part.Accessibility} {part.Keyword} {part.NameWithTypeParameters}"));

    private static string Open(TypeHierarchy hierarchy)
    {
        var parts = hierarchy.Containing.Append(hierarchy.Type).ToArray();
        var opening = string.Concat(parts.Select(part =>
            $"{part.Accessibility} partial {part.Keyword} {part.NameWithTypeParameters} {string.Join(" ", part.Constraints)} {{\n"));
        var closing = string.Concat(parts.Select(_ => "}\n"));
        var (start, end) = hierarchy.Namespace.Length == 0 ? ("", "") : ($"namespace {hierarchy.Namespace} {{\n", "}\n");
        return $"#nullable enable\n{start}{opening}private int OpenedAgain() => 1;\n{closing}{end}";
    }
}
