using Microsoft.CodeAnalysis.CSharp;
using Rationale.Generators.Interception;

namespace Rationale.Generators.Tests.Emission;

/// <summary>Interceptors of the calls of TorchSharp that end the process.</summary>
public sealed class GuardedCallTests
{
    private const string Calls = """
        using System;
        using System.Linq;
        using TorchSharp;
        using static TorchSharp.torch;

        internal static class Calls
        {
            public static Tensor? All(Tensor x, Tensor? y, Func<Tensor, Tensor, Tensor>? other = null)
            {
                other = torch.matmul;
                var gradient = autograd.grad([x.matmul(x)], [x], create_graph: true)[0];
                return y?.matmul(torch.matmul(gradient, x)) is { } z ? other(z.cummax(0).values, torch.cummin(input: z, dim: 1).indices) : null;
            }

            public static int matmul(int x) => x;

            public static int Own() => matmul(2) + "grad".Length;
        }
        """;

    private const string Guarded = """
        namespace Rationale.Torch;

        using System.Collections.Generic;
        using static TorchSharp.torch;

        public static class Guarded
        {
            public static Tensor MatMul(Tensor x, Tensor y) => x;

            public static IList<Tensor> Gradients(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? cotangents, bool retainGraph, bool createGraph, bool allowUnused) => inputs;

            public static (Tensor Values, Tensor Indices) CumulativeMaximum(Tensor x, long dimension) => (x, x);

            public static (Tensor Values, Tensor Indices) CumulativeMinimum(Tensor x, long dimension) => (x, x);
        }
        """;

    [Fact]
    public void Each_call_is_replaced_where_the_project_names_the_namespace()
    {
        var run = Run(Calls, "Some.Other;" + GuardedCalls.Namespace);
        Assert.True(run.Problems.Count == 0, string.Join("\n", run.Problems));
        var text = run.Files["GuardedCalls.g.cs"];
        Assert.Equal(6, text.Split("[global::System.Runtime.CompilerServices.InterceptsLocationAttribute(").Length - 1);
        Assert.Equal(5, text.Split("global::Rationale.Torch.Guarded.").Length - 1);
        Assert.Contains("// Test0.cs(11,", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Some.Other")]
    public void Nothing_is_replaced_where_the_project_does_not_name_the_namespace(string? namespaces) => Assert.DoesNotContain("GuardedCalls.g.cs", Run(Calls, namespaces).Files.Keys);

    [Fact]
    public void Nothing_is_replaced_in_a_project_without_the_torch_target() => Assert.DoesNotContain("GuardedCalls.g.cs", Run(Calls, GuardedCalls.Namespace, knowsTorch: false).Files.Keys);

    [Fact]
    public void Nothing_is_written_where_nothing_is_called() => Assert.DoesNotContain("GuardedCalls.g.cs", Run("internal static class Empty { public static int matmul(int x) => matmul(x); }", GuardedCalls.Namespace).Files.Keys);

    private static GeneratorRun Run(string text, string? namespaces, bool knowsTorch = true)
    {
        var options = TestCompilation.ParseOptions.WithFeatures(namespaces is null ? [] : [new("InterceptorsNamespaces", namespaces)]);
        var compilation = TestCompilation.Create().AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, options, "/Test0.cs", System.Text.Encoding.UTF8, TestContext.Current.CancellationToken));
        return new GeneratorRun(knowsTorch ? compilation.AddReferences(TestCompilation.Create(Guarded).ToMetadataReference()) : compilation, options);
    }
}
