using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Masks of attention: the causal one, made of truth values or of 0 and −∞, is a layer; one that is added may be any tensor, and other known truth values are added as 0 and −∞.</summary>
internal static class AttentionMask
{
    /// <summary>What a mask says.</summary>
    /// <param name="mask">The argument; null for none.</param>
    /// <param name="name">Its name.</param>
    /// <param name="takesTruth">Whether true marks keys that are seen, as for <c>scaled_dot_product_attention</c>; libtorch's modules add truth values as ones.</param>
    /// <param name="at">The call.</param>
    /// <returns>Whether a query sees only keys up to its own place, and what is added to the scores.</returns>
    public static (bool IsCausal, TensorValue? Added) Read(Value? mask, string name, bool takesTruth, IOperation at) => mask switch
    {
        null or Constant { Content: null } => (false, null),
        KnownTensor { IsTruth: true } when !takesTruth => throw Refuse(name, at, "holds truth values, but TorchSharp's modules add them to the scores, as ones and zeros, and hide nothing; give 0 where a key is seen and float.NegativeInfinity where not"),
        KnownTensor { IsCausal: true } => (true, null),
        KnownTensor { SeesAll: true } => (false, null),
        KnownTensor { IsTruth: true } seen => (false, KnownCalls.Hiding(seen.Not()).ToTensor(at)),
        KnownTensor added => (false, added.ToTensor(at)),
        TensorValue { IsUniform: true, Everywhere: 0 } => (false, null),
        TensorValue added => (false, added),
        var other => throw Refuse(name, at, $"is {other.Kind} where a tensor is needed"),
    };

    /// <summary>The mask with what hides the same keys in all examples: true where a key is left out.</summary>
    /// <param name="mask">What is added so far.</param>
    /// <param name="padding">The argument; null for none.</param>
    /// <param name="keys">Number of keys.</param>
    /// <param name="name">Its name.</param>
    /// <param name="at">The call.</param>
    public static (bool IsCausal, TensorValue? Added) Pad((bool IsCausal, TensorValue? Added) mask, Value? padding, int keys, string name, IOperation at)
    {
        switch (padding)
        {
            case null or Constant { Content: null }:
                return mask;
            case KnownTensor { IsTruth: true, Shape: [1, var extent] } known when extent == keys:
                var hidden = KnownCalls.Hiding(known).ToTensor(at);
                return (mask.IsCausal, mask.Added is null ? hidden : ArithmeticCalls.Combine(Rationale.Graph.Models.CombinationKind.Sum, mask.Added, hidden, at));
            case KnownTensor:
                throw Refuse(name, at, $"is no mask of truth values of shape [examples, {keys}]; give true where a key is left out, as mask.expand(x.shape[0], -1)");
            default:
                throw Refuse(name, at, "leaves out other keys in each example, and no layer does; where the same keys are left out in all examples, keep truth values in a Tensor field and give mask.expand(x.shape[0], -1)");
        }
    }

    private static NotUnderstoodException Refuse(string name, IOperation at, string detail) => new(RuleIds.ArgumentNotUnderstood, at.Syntax, $"has '{name}', which {detail}");
}
