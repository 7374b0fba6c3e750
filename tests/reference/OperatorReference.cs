using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rationale.Tests.Reference;

/// <summary>Values, first and second derivatives of operators, by PyTorch in float64.</summary>
internal sealed record OperatorReference(string Source, OperatorReference.Case[] Cases)
{
    private static readonly Lazy<OperatorReference> File = new(() => ReferenceFile.Read<OperatorReference>("operators.json"));

    public static OperatorReference Load() => File.Value;

    /// <summary>
    /// <paramref name="First"/> is the vector-Jacobian product of <paramref name="Cotangent"/> for each input; <paramref name="Second"/> and
    /// <paramref name="SecondOfCotangent"/> are the gradients of Σ <paramref name="SecondCotangents"/> · <paramref name="First"/>.
    /// </summary>
    internal sealed record Case(
        string Operator, Dictionary<string, JsonElement> Attributes, Values[] Inputs, Dictionary<string, Values>? Constants, Values Output, double[] Cotangent,
        double[][] First, double[][] SecondCotangents, double[][] Second, double[] SecondOfCotangent)
    {
        /// <summary>The operator with its attributes, so that a failing theory says which case it was.</summary>
        public override string ToString() => $"{Operator} {string.Join(", ", Attributes.Select(a => $"{a.Key}={a.Value}"))}";
    }

    internal sealed record Values(int[] Shape, [property: JsonPropertyName("values")] double[] Items);
}
