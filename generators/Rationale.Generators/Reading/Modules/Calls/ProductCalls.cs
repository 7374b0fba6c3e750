using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Products of matrices of two tensors, in each example.</summary>
internal static class ProductCalls
{
    /// <summary>The functions of the family.</summary>
    public static IReadOnlyDictionary<string, CallReader> Functions { get; } = new Dictionary<string, CallReader>
    {
        ["matmul"] = static (input, site) => Product(input, Second(site, "target|tensor2|other"), site.Call),
        ["MatMul"] = static (input, site) => Product(input, Second(site, "y"), site.Call),
        ["mm"] = static (input, site) => Product(input, Second(site, "target|mat2|other"), site.Call),
        ["linear"] = Linear,
        ["masked_fill"] = static (input, site) => KnownCalls.Filled(input, site),
        ["bmm"] = static (input, site) => Product(input, Second(site, "batch2|mat2"), site.Call),
        ["scaled_dot_product_attention"] = static (input, site) => Attention(input, site),
    };

    /// <summary>The matrix product of two tensors.</summary>
    public static TensorValue Product(TensorValue left, TensorValue right, IOperation at, bool transposeRight = false)
    {
        if (!transposeRight && Matrix(right) is var (field, transposed) && left.BatchAxis != TensorValue.NoBatch)
        {
            return field.Multiply(left, transposed, at);
        }

        (left, right) = (WithExamples(left, right), WithExamples(right, left));
        ArithmeticCalls.RequireSameBatch(left, right, at);
        left.RequireBatchFirst(at.Syntax);
        if (left.Shape.Count < 2 || left.Shape.Count != right.Shape.Count)
        {
            throw new NotUnderstoodException(
                RuleIds.BatchMixed,
                at.Syntax,
                $"multiplies examples of shape {ShapeException.Format(left.Shape)} and {ShapeException.Format(right.Shape)}, but layers multiply matrices within each example, of as many dimensions on both sides");
        }

        var (one, other) = (left.Plain(), right.Plain());
        var join = new Join((first, second) => new ProductStep(first, second, transposeRight), null);
        return CallSite.Fit(at, () => TensorValue.Joined(join, one, other, new ProductStep(0, 1, transposeRight).OutputShape([one.Inner, other.Inner])));
    }

    /// <summary>The trained matrix that a tensor is, as it is or transposed; null where it is none.</summary>
    private static (TensorField Field, bool Transposed)? Matrix(TensorValue tensor) => tensor switch
    {
        { Field: { Trained: true, Shape.Count: 2 } field } => (field, false),
        { Layer: PermuteLayer { Order: [1, 0] }, Inputs: [{ Field: { Trained: true, Shape.Count: 2 } field }] } => (field, true),
        _ => null,
    };

    /// <summary>A matrix without a batch is that of every example, where examples are matrices.</summary>
    private static TensorValue WithExamples(TensorValue matrix, TensorValue other) =>
        matrix is { BatchAxis: TensorValue.NoBatch, Shape.Count: 2 } && other is { BatchAxis: 0, Shape.Count: 2 } ? matrix.WithBatch(0) : matrix;

    /// <summary>x Wᵀ + b.</summary>
    private static TensorValue Linear(TensorValue input, CallSite site)
    {
        var product = Matrix(Second(site, "weights|weight")) is (var field, false)
            ? field.Multiply(input, transposed: true, site.Call)
            : throw site.Refuse(RuleIds.ArgumentNotUnderstood, "weights", "is no parameter of two dimensions that a field holds");
        return site.Value("bias") is { } bias ? ArithmeticCalls.Combine(CombinationKind.Sum, product, bias, site.Call) : product;
    }

    /// <summary>softmax(q kᵀ / √d + mask) v over the last two dimensions; where it is causal, a query sees only keys up to its own place.</summary>
    public static TensorValue Attention(
        TensorValue queries, TensorValue keys, TensorValue values, bool causal, IOperation at, Func<TensorValue, TensorValue>? drop = null, TensorValue? mask = null)
    {
        var width = queries.Shape[queries.Shape.Count - 1];
        var scores = Product(queries.Then(new ScaleLayer(1 / Math.Sqrt(width), 0)), keys, at, transposeRight: true);
        scores = mask is null ? scores : ArithmeticCalls.Combine(CombinationKind.Sum, scores, mask, at);
        var weights = CallSite.Fit(at, () => (causal ? scores.Then(new CausalMaskLayer()) : scores).Then(new SoftmaxLayer()));
        return Product(drop is null ? weights : drop(weights), values, at);
    }

    private static TensorValue Attention(TensorValue queries, CallSite site)
    {
        site.Require("p", site.Number("p", 0) == 0, "is not 0, but the function drops weights in evaluation as well; a layer drops them in training only");
        var (causal, mask) = AttentionMask.Read(site.Value("attn_mask"), "attn_mask", takesTruth: true, site.Call);
        return Attention(queries.Plain(), Second(site, "key"), Second(site, "value"), causal || site.Flag("is_casual|is_causal", false), site.Call, mask: mask);
    }

    private static TensorValue Second(CallSite site, string parameter) => site.Value(parameter) as TensorValue
        ?? throw site.Refuse(RuleIds.ArgumentNotUnderstood, parameter, $"is {site.Value(parameter)?.Kind ?? "not given"} where a tensor of the forward pass is needed");
}
