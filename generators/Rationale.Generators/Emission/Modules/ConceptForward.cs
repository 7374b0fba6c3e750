using Rationale.Generators.Reading.Modules;
using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Modules;

/// <summary>The forward pass of a self-explaining module, which its class does not have: concepts, relevances, and the sum of what they contribute.</summary>
internal static class ConceptForward
{
    /// <summary>Writes <c>forward</c>.</summary>
    public static void Write(IndentedWriter writer, TypeNames names, ModelSpecification model, ConceptParts parts)
    {
        writer.Lines(
            $$"""
            /// <summary>f(x) = Σᵢ θᵢ(x) hᵢ(x) over concepts h and their relevances θ (Alvarez-Melis and Jaakkola 2018, definition 3.3).</summary>
            /// <param name="x">Examples, [examples × …].</param>
            /// <returns>f, [examples × {{Literals.Format(model.Task.Outputs)}}].</returns>
            {{ModelFile.Mark(names)}}
            """);
        using (writer.Braces($"public override {names["Tensor"]} forward({names["Tensor"]} x)"))
        {
            WriteParts(writer, model, parts);
            writer.Line($"return {Sum};");
        }

        writer.Line();
    }

    /// <summary>The outputs, from concepts and relevances.</summary>
    public const string Sum = "(h.unsqueeze(-1) * θ).sum([1L])";

    /// <summary>Writes the statements that compute concepts <c>h</c> and relevances <c>θ</c> of <c>x</c>.</summary>
    public static void WriteParts(IndentedWriter writer, ModelSpecification model, ConceptParts parts)
    {
        var source = ((SelfExplainingNetwork)model.Layers[0]).Source;
        var count = Literals.Format(source.Count(model.InputShape));
        writer.Line($"var h = {Concepts(source, count, parts)};");
        writer.Line($"var θ = {parts.Relevance.Member}.call(x).reshape([-1, {count}, {Literals.Format(model.Task.Outputs)}]);");
    }

    private static string Concepts(ConceptSource source, string count, ConceptParts parts)
    {
        const string Torch = "global::TorchSharp.torch";
        return source switch
        {
            IdentityConcepts identity => WithBias("x.flatten(1)", identity.Bias),
            ChosenConcepts chosen => WithBias($"x.flatten(1).index_select(1, {Torch}.tensor(new long[] {{ {string.Join(", ", chosen.Features.Select(Literals.Format))} }}, device: x.device))", chosen.Bias),
            ConstantConcepts => $"{Torch}.ones([x.shape[0], {count}], x.dtype, x.device)",
            _ => $"{parts.Encoder!.Member}.call(x)",
        };

        static string WithBias(string features, bool bias) => bias ? $"{Torch}.cat([{features}, {Torch}.ones([x.shape[0], 1], x.dtype, x.device)], 1)" : features;
    }
}
