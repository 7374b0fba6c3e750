using Rationale.Generators.Emission.Kernels;
using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Surface;

/// <summary>The main file of a model: what users call, and the training loop.</summary>
internal static class SurfaceFile
{
    /// <summary>Writes the file.</summary>
    public static SourceFile Write(EmissionInput input)
    {
        var declaration = input.Declaration;
        var model = declaration.Specification;
        return ModelFile.Write(
            input,
            "",
            (writer, names) =>
            {
                writer.Lines($"// {ArchitectureDocumentation.Format(model).Replace("\n", "\n// ")}");
                return $" : {names["IModel"]}, {names["IRuntimeOwner"]}";
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
                ProgramMembers.Write(writer, names, input);
            });
    }

    private static void WriteState(IndentedWriter writer, TypeNames names, ModelSpecification model) => writer.Lines(
        $$"""
        {{ModelFile.Mark(names)}}
        private readonly {{names["ModelRuntime"]}} _runtime = new {{names["ModelRuntime"]}}(Specification, new Programs());

        /// <summary>What the attributes of the model say.</summary>
        {{ModelFile.Mark(names)}}
        public static {{names["ModelSpecification"]}} Specification { get; } = {{new SpecificationText(names).Format(model)}};

        /// <summary>The parameters, by name and all in one.</summary>
        {{ModelFile.Mark(names)}}
        public {{names["ModelParameters"]}} Parameters => _runtime.NamedView;

        /// <summary>Worker threads of evaluating, predicting and explaining, and of trainings whose options name no number; zero for one a core.</summary>
        {{ModelFile.Mark(names)}}
        public int Workers
        {
            get => _runtime.Workers;
            set => _runtime.Workers = value;
        }

        /// <summary>A name for each feature, from the data of the last training or the file that was loaded; null where they had none.</summary>
        {{ModelFile.Mark(names)}}
        public {{names["IReadOnlyList"]}}<string>? FeatureNames => _runtime.FeatureNames;

        /// <summary>A name for each class, from the data of the last training or the file that was loaded; null where they had none.</summary>
        {{ModelFile.Mark(names)}}
        public {{names["IReadOnlyList"]}}<string>? ClassNames => _runtime.ClassNames;

        /// <summary>What turns raw data into features, from the data of the first training or the file that was loaded: a model that has one takes raw data. Null where it takes features as they are.</summary>
        {{ModelFile.Mark(names)}}
        public {{names["Preprocessing"]}}? Preprocessing
        {
            get => _runtime.Preprocessing;
            set => _runtime.Preprocessing = value;
        }

        /// <summary>The probability above which a binary classifier decides for class 1; 0.5 unless it is set.</summary>
        {{ModelFile.Mark(names)}}
        public double DecisionThreshold
        {
            get => _runtime.DecisionThreshold;
            set => _runtime.DecisionThreshold = value;
        }

        {{ModelFile.Mark(names)}}
        {{names["ModelSpecification"]}} {{names["IModel"]}}.Specification => Specification;

        {{ModelFile.Mark(names)}}
        {{names["ModelRuntime"]}} {{names["IRuntimeOwner"]}}.Runtime => _runtime;

        """);
}
