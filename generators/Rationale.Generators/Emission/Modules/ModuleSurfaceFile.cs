using Rationale.Generators.Emission.Surface;
using Rationale.Generators.Reading.Modules;
using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Modules;

/// <summary>The file that makes a TorchSharp module a model: the members that declared models have, over the module's own parameters. Layers that were read run compiled, a forward pass that was not by autograd.</summary>
internal static class ModuleSurfaceFile
{
    /// <summary>Writes the file.</summary>
    public static SourceFile Write(EmissionInput input, ModuleDeclaration module)
    {
        var model = input.Declaration.Specification;
        var isCompiled = module.Reason is null;
        return ModelFile.Write(
            input,
            "Model",
            (_, names) => $" : {names["IModel"]}, {names["IRuntimeOwner"]}",
            (writer, names) =>
            {
                if (!isCompiled)
                {
                    WriteSpecification(writer, names, model);
                }

                WriteState(writer, names, module);
                TrainingMembers.Write(writer, names, model, isCompiled ? "TrainingProgram, on every worker" : "by TorchSharp's autograd, through forward");
                UseMembers.Write(writer, names, model);
                WriteStorage(writer, names, module);
            });
    }

    private static void WriteSpecification(IndentedWriter writer, TypeNames names, ModelSpecification model) => writer.Lines(
        $$"""
        /// <summary>What the attributes declare, with <c>forward</c> as one layer whose parameters an instance knows.</summary>
        {{ModelFile.Mark(names)}}
        public static {{names["ModelSpecification"]}} Specification { get; } = {{new SpecificationText(names).Format(model)}};

        """);

    private static void WriteState(IndentedWriter writer, TypeNames names, ModuleDeclaration module)
    {
        var isCompiled = module.Reason is null;
        var constants = module.Constants.Count > 0 ? $", [{string.Join(", ", module.Constants.Select(Literals.Format))}]" : "";
        var (mark, owner) = (ModelFile.Mark(names), $"global::Rationale.Torch.Modules.{(isCompiled ? "ModuleRuntime" : "AutogradRuntime")}");
        var (arguments, model) = isCompiled
            ? ($"this, Specification, new Programs(), ParameterBindings{constants}", "The layers of this module. Their parameters and the module's are the same memory: what one of the two learns or loads, the other has.")
            : ("this, Specification", "This module as a model that autograd trains. Its flat parameters and those of the module are the same memory: what one of the two learns or loads, the other has.");
        writer.Lines(
            $$"""
            {{mark}}
            private object? _sharedRuntimeGate;

            {{mark}}
            private {{owner}}? _sharedRuntime;

            /// <summary>{{model}}</summary>
            {{mark}}
            private {{owner}} SharedRuntime => global::System.Threading.LazyInitializer.EnsureInitialized(
                ref _sharedRuntime, ref _sharedRuntimeGate, () => new {{owner}}({{arguments}}))!;

            {{mark}}
            private {{names["ModelRuntime"]}} _runtime => SharedRuntime.Current;

            /// <summary>The parameters as the layers have them, by name and all in one.</summary>
            {{mark}}
            public {{names["ModelParameters"]}} Parameters => _runtime.NamedView;

            /// <summary>Worker threads of evaluating, predicting and explaining, and of trainings whose options name no number; zero for one a core.</summary>
            {{mark}}
            public int Workers
            {
                get => _runtime.Workers;
                set => _runtime.Workers = value;
            }

            /// <summary>A name for each feature, from the data of the last training or the file that was loaded; null where they had none.</summary>
            {{mark}}
            public {{names["IReadOnlyList"]}}<string>? FeatureNames => _runtime.FeatureNames;

            /// <summary>A name for each class, from the data of the last training or the file that was loaded; null where they had none.</summary>
            {{mark}}
            public {{names["IReadOnlyList"]}}<string>? ClassNames => _runtime.ClassNames;

            /// <summary>What turns raw data into features, from the data of the first training or the file that was loaded: a model that has one takes raw data. Null where it takes features as they are.</summary>
            {{mark}}
            public {{names["Preprocessing"]}}? Preprocessing
            {
                get => _runtime.Preprocessing;
                set => _runtime.Preprocessing = value;
            }

            /// <summary>The probability above which a binary classifier decides for class 1; 0.5 unless it is set.</summary>
            {{mark}}
            public double DecisionThreshold
            {
                get => _runtime.DecisionThreshold;
                set => _runtime.DecisionThreshold = value;
            }

            {{mark}}
            {{names["ModelSpecification"]}} {{names["IModel"]}}.Specification => {{(isCompiled ? "Specification" : "_runtime.Specification")}};

            {{mark}}
            {{names["ModelRuntime"]}} {{names["IRuntimeOwner"]}}.Runtime => _runtime;

            """);
    }

    private static void WriteStorage(IndentedWriter writer, TypeNames names, ModuleDeclaration module)
    {
        var mark = ModelFile.Mark(names);
        writer.Lines(
            $$"""
            /// <summary>Draws all parameters anew but for those that are frozen; running statistics start again, and other buffers stay.</summary>
            /// <param name="seed">The same seed gives the same parameters on every machine.</param>
            {{mark}}
            public void Initialize(ulong seed) => SharedRuntime.Initialize(seed);

            /// <summary>Saves <c>state_dict</c> as safetensors under PyTorch's names, whole or not at all: Python opens the file with <c>safetensors.torch.load_file</c>.</summary>
            /// <param name="path">The file; an old one is replaced.</param>
            /// <param name="progress">Told the share that is written.</param>
            /// <param name="cancellationToken">Ends the writing; an old file stays as it was.</param>
            /// <exception cref="global::System.IO.IOException">The file cannot be written; an old one stays as it was.</exception>
            {{mark}}
            public void Save(string path, {{StorageMembers.Following(names)}}) =>
                SharedRuntime.Save(path, progress, cancellationToken);

            /// <summary>Loads a state under PyTorch's names, as <see cref="Save"/>, Python's <c>safetensors.torch.save_file</c>, <c>torch.save(module.state_dict(), path)</c> or PyBridge wrote it; no code of the file is run.</summary>
            /// <param name="path">The file.</param>
            /// <param name="progress">Told the share that is read.</param>
            /// <param name="cancellationToken">Ends the reading; the module stays as it was.</param>
            /// <exception cref="global::System.IO.IOException">The file cannot be read.</exception>
            /// <exception cref="global::Rationale.Data.DataFormatException">The file is damaged, or lacks a tensor of the right shape; the module stays as it was.</exception>
            {{mark}}
            public void Load(string path, {{StorageMembers.Following(names)}}) =>
                SharedRuntime.Load(path, progress, cancellationToken);
            """);
        if (module is { Reason: null, Stores: false })
        {
            WriteFilesOfTorchSharp(writer, mark);
        }

        WriteDispose(writer, mark, module);
    }

    /// <summary>TorchSharp writes tensors as they lie, and refuses those that do not lie in order, as parameters of layers do.</summary>
    private static void WriteFilesOfTorchSharp(IndentedWriter writer, string mark)
    {
        const string Module = "global::TorchSharp.torch.nn.Module";
        const string Skip = "global::System.Collections.Generic.IList<string>? skip = null";
        const string Loading = $"bool strict = true, {Skip}, global::System.Collections.Generic.Dictionary<string, bool>? loadedParameters = null";
        foreach (var (type, name, kept) in new[] { ("string", "location", "The file."), ("global::System.IO.Stream", "stream", "The stream."), ("global::System.IO.BinaryWriter", "writer", "Writes the stream.") })
        {
            writer.Lines(
                $$"""

                /// <summary>Saves the module in TorchSharp's own format.</summary>
                /// <param name="{{name}}">{{kept}}</param>
                /// <param name="skip">Names of tensors that are left out.</param>
                /// <returns>This module.</returns>
                {{mark}}
                public new {{Module}} save({{type}} {{name}}, {{Skip}}) => SharedRuntime.InOrder(() => base.save({{name}}, skip), writes: false);
                """);
        }

        foreach (var (type, name, given) in new[] { ("string", "location", "The file."), ("global::System.IO.BinaryReader", "reader", "Reads the stream.") })
        {
            writer.Lines(
                $$"""

                /// <summary>Loads the module from TorchSharp's own format.</summary>
                /// <param name="{{name}}">{{given}}</param>
                /// <param name="strict">Whether the file must have the module's tensors and no others.</param>
                /// <param name="skip">Names of tensors that are left as they are.</param>
                /// <param name="loadedParameters">Gets the names of the tensors that were loaded.</param>
                /// <returns>This module.</returns>
                {{mark}}
                public override {{Module}} load({{type}} {{name}}, {{Loading}}) => SharedRuntime.InOrder(() => base.load({{name}}, strict, skip, loadedParameters), writes: true);
                """);
        }
    }

    /// <summary>A class with a <c>Dispose(bool)</c> of its own cannot have a second one: then <c>Dispose</c> itself is written, and IModel in the list of bases makes it what the interface calls.</summary>
    private static void WriteDispose(IndentedWriter writer, string mark, ModuleDeclaration module)
    {
        var runtime = module.Reason is null ? "_sharedRuntime?" : "SharedRuntime";
        writer.Line();
        if (module.Disposes)
        {
            writer.Lines(
                $$"""
                /// <summary>Gives back the model, and the module's tensors by its own <c>Dispose(bool)</c>.</summary>
                {{mark}}
                public new void Dispose()
                {
                    {{runtime}}.Dispose();
                    base.Dispose();
                }
                """);
            return;
        }

        writer.Lines(
            $$"""
            /// <summary>Gives back the module's tensors, and the threads of its layers.</summary>
            {{mark}}
            protected override void Dispose(bool disposing)
            {
                if (disposing)
                {
                    {{runtime}}.Dispose();
                }

                base.Dispose(disposing);
            }
            """);
    }
}
