using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rationale.Native.Generators;

namespace Rationale.Native.Tests;

/// <summary>What the generator of bindings writes, and what it refuses.</summary>
public sealed class BindingGeneratorTests
{
    [Fact]
    public void An_operator_is_packed_called_and_unpacked()
    {
        string text = Generate("""[Aten("aten::cat.out(Tensor[] tensors, int dim=0, *, Tensor(a!) out) -> Tensor(a!)")] public static partial void CatOut(System.ReadOnlySpan<TensorHandle> tensors, TensorHandle @out);""");
        Assert.Contains("""new("aten::cat", "out");""", text);
        Assert.Contains("arguments[1] = NativeValue.Of(0L);", text);
        Assert.Contains("CatOutOperatorout.Call(arguments, 3, null, 0);", text);
        Assert.Contains("TensorPointers.KeepAlive(@tensors);", text);
    }

    [Fact]
    public void An_empty_list_is_None_where_the_schema_allows_it()
    {
        string text = Generate("""[Aten("aten::sum.dim_IntList(Tensor self, int[1]? dim) -> Tensor")] public static partial TensorHandle Sum(TensorHandle self, System.ReadOnlySpan<long> dim);""");
        Assert.Contains("@dim.IsEmpty ? NativeValue.None : NativeValue.List(NativeKind.Integers, dimFirst, @dim.Length)", text);
    }

    [Theory]
    [InlineData("""[Aten("aten::neg(Tensor self) -> Tensor")] public static partial TensorHandle Neg(TensorHandle self, long dim);""", "'dim', which the schema of aten::neg does not have")]
    [InlineData("""[Aten("aten::t(Tensor self) -> Tensor")] public static partial TensorHandle T();""", "cannot give the argument 'self' of aten::t")]
    [InlineData("""[Aten("aten::neg")] public static partial TensorHandle Neg(TensorHandle self);""", "is not in ATen's notation")]
    public void What_does_not_fit_is_an_error(string method, string expected) => Assert.Contains(expected, Generate(method));

    private static string Generate(string method)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText($$"""
            namespace Rationale.Native
            {
                public sealed class AtenAttribute(string schema) : System.Attribute { public string Schema => schema; }
                public sealed class TensorHandle { }
                static partial class Operators { {{method}} }
            }
            """, cancellationToken: TestContext.Current.CancellationToken);
        MetadataReference[] references = [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)];
        var compilation = CSharpCompilation.Create("bindings", [tree], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return CSharpGeneratorDriver.Create(new BindingGenerator()).RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().GeneratedTrees.Single().ToString();
    }
}
