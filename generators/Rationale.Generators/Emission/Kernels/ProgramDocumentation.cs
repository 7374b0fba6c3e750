using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes what the class of a program says about itself.</summary>
internal static class ProgramDocumentation
{
    /// <summary>Writes the documentation of one program.</summary>
    public static void Write(IndentedWriter writer, string program, ModelSpecification model)
    {
        writer.Line($"/// <summary>{Summary(program, model)}</summary>");
        if (program == "Training")
        {
            writer.Lines(
                """
                /// <remarks>
                /// Examples come in tiles that stay in the cache; each worker runs the program over its own tiles and adds up its own gradients. A comment gives the
                /// mathematics of each line: ∂a/∂b is a gradient, · a matrix product, ⊙ a product element by element, ᵀ the transpose, Σ a sum over examples, and
                /// [a &gt; 0] is 1 where a is above zero. Brackets at the end hold the shape of the result.
                /// </remarks>
                """);
        }
    }

    /// <summary>What a program computes, as a sentence.</summary>
    public static string Summary(string program, ModelSpecification model) => program switch
    {
        "Training" => $"One step of training: the loss {model.ObjectiveFormula}, and its gradient with respect to every parameter.",
        "Evaluation" => $"The loss {model.ObjectiveFormula} without dropout and without gradients of parameters, and the outputs of each example.",
        "Prediction" => $"The {Outputs(model)} of each example.",
        _ => $"The {Outputs(model)} of each example, and {(Explanations.AreOfTokenIds(model) ? "for each token id the norm of the gradient ∂s/∂e" : "the gradient ∂s/∂x")} of {Explanations.Formula(ModelProgramFiles.Explained(model.Task), model.Task)}.",
    };

    private static string Outputs(ModelSpecification model) => model.Task is ClassifierTask ? "logits" : "predictions";
}
