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
        ["bmm"] = static (input, site) => Product(input, Second(site, "batch2|mat2"), site.Call),
        ["scaled_dot_product_attention"] = static (input, site) => Attention(input, site),
    };

    /// <summary>The matrix product of two tensors.</summary>
    public static TensorValue Product(TensorValue left, TensorValue right, IOperation at, bool transposeRight = false)
    {
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

    /// <summary>softmax(q kᵀ / √d) v over the last two dimensions; with a mask, a query sees only keys up to its own place.</summary>
    public static TensorValue Attention(TensorValue queries, TensorValue keys, TensorValue values, bool causal, IOperation at, Func<TensorValue, TensorValue>? drop = null)
    {
        var width = queries.Shape[queries.Shape.Count - 1];
        var scores = Product(queries.Then(new ScaleLayer(1 / Math.Sqrt(width), 0)), keys, at, transposeRight: true);
        var weights = CallSite.Fit(at, () => (causal ? scores.Then(new CausalMaskLayer()) : scores).Then(new SoftmaxLayer()));
        return Product(drop is null ? weights : drop(weights), values, at);
    }

    private static TensorValue Attention(TensorValue queries, CallSite site)
    {
        site.RequireNone("attn_mask");
        site.Require("p", site.Number("p", 0) == 0, "is not 0, but the function drops weights in evaluation as well; a layer drops them in training only");
        return Attention(queries.Plain(), Second(site, "key"), Second(site, "value"), site.Flag("is_casual|is_causal", false), site.Call);
    }

    private static TensorValue Second(CallSite site, string parameter) => site.Value(parameter) as TensorValue
        ?? throw site.Refuse(RuleIds.ArgumentNotUnderstood, parameter, $"is {site.Value(parameter)?.Kind ?? "not given"} where a tensor of the forward pass is needed");
}
