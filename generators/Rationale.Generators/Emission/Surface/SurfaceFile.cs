using Rationale.Generators.Emission.Embedded;
using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Surface;

/// <summary>The main file of a model: what users call, and the training loop.</summary>
internal static class SurfaceFile
{
    /// <summary>Writes the file.</summary>
    public static SourceFile Write(ModelInput input)
    {
        var declaration = input.Declaration;
        var model = declaration.Specification;
        return ModelFile.Write(
            input,
            "",
            (writer, names) =>
            {
                writer.Line($"// {ArchitectureText.Of(model)}");
                return $" : {names["IModel"]}";
            },
            (writer, names) =>
            {
                WriteState(writer, names, model);
                if (!declaration.HasConstructor)
                {
                    ConstructorMembers.Write(writer, names, declaration.Hierarchy.Type.Name);
                }

                TrainingMembers.Write(writer, names, model);
                UseMembers.Write(writer, names, model);
                StorageMembers.Write(writer, names);
                WritePrograms(writer, names, input);
            });
    }

    private static void WriteState(IndentedWriter writer, TypeNames names, ModelSpecification model) => writer.Lines(
        $$"""
        {{ModelFile.Mark(names)}}
        private readonly {{names["ModelRuntime"]}} _runtime = new {{names["ModelRuntime"]}}(Specification, new Programs());

        /// <summary>What the attributes of the model say.</summary>
        {{ModelFile.Mark(names)}}
        public static {{names["ModelSpecification"]}} Specification { get; } = {{new SpecificationText(names).Of(model)}};

        /// <summary>Parameters, programs and everything else that tools need.</summary>
        {{ModelFile.Mark(names)}}
        public {{names["ModelRuntime"]}} Runtime => _runtime;

        """);

    private static void WritePrograms(IndentedWriter writer, TypeNames names, ModelInput input)
    {
        var model = input.Declaration.Specification;
        var (program, scalar) = (names["StepProgram"], names["ExplainedScalar"]);
        var compiled = $"{scalar}.{ModelProgramFiles.Explained(model.Task)}";
        var torch = input.WantsTorch ? $"\n\n    public override {names["TensorSchedule"]} TensorTraining => TorchTraining();" : "";
        var interpreted = $"explanations of other scalars than {compiled}{(model.Constraint is null ? " are" : ", and training without annotations, are")} interpreted";
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

                public override {{program}} Explanation({{scalar}} scalar) => scalar == {{compiled}} ? _explanation : base.Explanation(scalar);
            }
            """);
    }
}
