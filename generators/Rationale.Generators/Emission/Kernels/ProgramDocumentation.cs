using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes what the class of a program says about itself.</summary>
internal static class ProgramDocumentation
{
    private const int MaxWidth = 150;

    /// <summary>What the comments of a program are written with, and by what one knows that it occurs.</summary>
    private static readonly (string Sign, string Meaning)[] _signs =
    [
        ("∂", "∂a/∂b is a gradient"),
        ("·", "· a product of matrices or with a number"),
        ("⊙", "⊙ a product element by element"),
        ("ᵀ", "ᵀ the transpose"),
        ("Σ", "Σ a sum over the dimensions that are missing or 1 in the result"),
        ("+=", "+= adds to the sums of the worker"),
        ("∗", "∗ a convolution"),
        ("∗ᵀ", "∗ᵀ its transpose, the gradient with respect to its input"),
        ("⋆", "⋆ its gradient with respect to the filters"),
        (" > ", "[a &gt; b] 1 where a is above b and 0 elsewhere"),
    ];

    /// <summary>Writes the documentation of one program.</summary>
    public static void Write(IndentedWriter writer, string program, ModelSpecification model, Schedule schedule)
    {
        writer.Line($"/// <summary>{Summary(program, model)}</summary>");
        if (program != "Training")
        {
            return;
        }

        writer.Lines(
            """
            /// <remarks>
            /// Examples come in tiles that stay in the cache; each worker runs the program over its own tiles and adds up its own gradients. A comment gives the
            /// mathematics of each line, with the shape of the result in brackets at its end:
            """);
        foreach (var line in Wrapped(Signs(schedule)))
        {
            writer.Line($"/// {line}");
        }

        writer.Line("/// </remarks>");
    }

    /// <summary>What a program computes, as a sentence.</summary>
    public static string Summary(string program, ModelSpecification model) => program switch
    {
        "Training" => $"One step of training: the loss {model.ObjectiveFormula}, and its gradient with respect to every parameter.",
        "Evaluation" => $"The loss {model.ObjectiveFormula} without dropout and without gradients of parameters, and the outputs of each example.",
        "Prediction" => $"The {Outputs(model)} of each example.",
        _ => $"The {Outputs(model)} of each example, and {(Explanations.AreOfTokenIds(model) ? "for each token id the norm of the gradient ∂s/∂e" : $"the gradient {Explanations.Gradient(model)}")} of {Explanations.Formula(ModelProgramFiles.Explained(model.Task), model.Task)}.",
    };

    private static IReadOnlyList<string> Signs(Schedule schedule)
    {
        var mathematics = string.Join("\n", schedule.Passes.SelectMany(pass => pass.Tile.Concat(pass.Epilogue)).Concat(schedule.Prologue).Select(InstructionPrinter.Mathematics));
        var signs = _signs.Where(sign => mathematics.Contains(sign.Sign)).Select(sign => sign.Meaning);
        return [.. schedule.Passes.Count > 1 ? signs.Append("'again' a value computed a second time rather than kept") : signs];
    }

    private static IEnumerable<string> Wrapped(IReadOnlyList<string> parts)
    {
        var line = "";
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i] + (i < parts.Count - 1 ? "," : ".");
            if (line.Length > 0 && line.Length + part.Length >= MaxWidth)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? part : " " + part;
        }

        yield return line;
    }

    private static string Outputs(ModelSpecification model) => model.Task is ClassifierTask ? "logits" : "predictions";
}
