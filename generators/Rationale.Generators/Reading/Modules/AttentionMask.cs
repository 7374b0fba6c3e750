using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Masks of attention: the causal one, made of truth values or of 0 and −∞, is a layer; one that is added may be any tensor.</summary>
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
        KnownTensor => throw Refuse(name, at, "hides single keys; only the causal mask is a layer, others are added: keep 0 and −∞ as floats in a buffer, a Tensor field of the class"),
        TensorValue { IsUniform: true, Everywhere: 0 } => (false, null),
        TensorValue added => (false, added),
        var other => throw Refuse(name, at, $"is {other.Kind} where a tensor is needed"),
    };

    private static NotUnderstoodException Refuse(string name, IOperation at, string detail) => new(RuleIds.ArgumentNotUnderstood, at.Syntax, $"has '{name}', which {detail}");
}
