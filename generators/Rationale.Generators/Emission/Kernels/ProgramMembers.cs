using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>The class that hands the compiled programs of a model to the runtime.</summary>
internal static class ProgramMembers
{
    /// <summary>Writes the class.</summary>
    public static void Write(IndentedWriter writer, TypeNames names, EmissionInput input)
    {
        var model = input.Declaration.Specification;
        var (program, target) = (names["StepProgram"], names["Target"]);
        var explained = ModelProgramFiles.Explained(model.Task);
        var compiled = $"new {target}({names["TargetOutput"]}.{explained.Output}, {names["TargetClass"]}.{explained.Class})";
        var words = model.Task is RegressorTask ? "the sum of the outputs" : $"the {explained}";
        var torch = input.HasTorchTraining ? $"\n\n    public override {names["TensorSchedule"]} TensorTraining => TorchTraining();" : "";
        var interpreted = $"explanations of other targets than {words}{(model.Objectives.Any(term => term.Coefficients.Count > 0) ? ", and training without some of the terms, are" : " are")} interpreted";
        writer.Lines(
            $$"""
            /// <summary>The programs that were compiled for this model; {{interpreted}}.</summary>
            {{ModelFile.Mark(names)}}
            private sealed class Programs : {{names["ProgramSource"]}}
            {
                private readonly {{program}} _explanation = new ExplanationProgram();

                public Programs()
                    : base(Specification)
                {
                }

                public override {{program}} Training { get; } = new TrainingProgram();

                public override {{program}} Evaluation { get; } = new EvaluationProgram();

                public override {{program}} Prediction { get; } = new PredictionProgram();{{torch}}

                public override {{program}} Explanation({{target}} target) => target == {{compiled}} ? _explanation : base.Explanation(target);
            }
            """);
    }
}
