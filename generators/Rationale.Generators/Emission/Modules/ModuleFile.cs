using Rationale.Generators.Emission.Kernels;
using Rationale.Generators.Emission.Surface;
using Rationale.Generators.Reading.Modules;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Emission.Modules;

/// <summary>The file of a model that is a TorchSharp module: what was read from its forward pass, and the registration of its parts.</summary>
internal static class ModuleFile
{
    /// <summary>Writes the file.</summary>
    public static SourceFile Write(EmissionInput input, ModuleDeclaration module)
    {
        var declaration = input.Declaration;
        return ModelFile.Write(
            input,
            "",
            (writer, _) =>
            {
                writer.Line(module.Reason is { } reason ? $"// Trained by autograd: {reason}." : $"// {ArchitectureDocumentation.Format(declaration.Specification)}");
                return "";
            },
            (writer, names) =>
            {
                if (module.Reason is null)
                {
                    ReadMembers.Write(writer, names, declaration.Specification, module);
                }

                if (!declaration.HasConstructor)
                {
                    WriteConstructor(writer, names, declaration.Hierarchy.Type.Name, declaration.Specification.Name);
                }

                if (module.Concepts is { } parts)
                {
                    ConceptForward.Write(writer, names, declaration.Specification, parts);
                }

                if (!module.RegistersComponents)
                {
                    RegistrationMembers.Write(writer, names, module);
                }

                if (module.Reason is null)
                {
                    ConversionMembers.Write(writer, names);
                }

                if (ModuleLoss.CanWrite(declaration.Specification))
                {
                    ModuleLoss.Write(writer, names, declaration.Specification, input.WantsTorch, Explanations.AreOfTokenIds(declaration.Specification) ? Embedding(module, names) : null, module.Concepts, module.Bag);
                }

                if (module.Reason is null)
                {
                    writer.Line();
                    ProgramMembers.Write(writer, names, input);
                }
            });
    }

    /// <summary>Writes the constructor alone, of a module that cannot be a model.</summary>
    public static SourceFile WriteShell(ShellInput input) => ModelFile.Write(
        input.Shell.Hierarchy,
        input.Shell.Name,
        input.HiddenNames,
        "",
        (writer, _) =>
        {
            writer.Line("// No model yet: the errors that are reported at the class say why.");
            return "";
        },
        (writer, names) => WriteConstructor(writer, names, input.Shell.Hierarchy.Type.Name, input.Shell.Name));

    /// <summary>The module that gives the vectors of token ids: the field where it is one, otherwise the part of its name.</summary>
    private static string Embedding(ModuleDeclaration module, TypeNames names)
    {
        const string Weight = ".weight";
        const string Bag = "global::TorchSharp.Modules.EmbeddingBag";
        var binding = module.Bindings.First(binding => binding.Parameter.StartsWith("embedding", StringComparison.Ordinal));
        var path = binding.Name.Substring(0, binding.Name.Length - Weight.Length);
        var type = module.Bag == BagKind.None ? $"global::TorchSharp.torch.nn.Module<{names["Tensor"]}, {names["Tensor"]}>" : Bag;
        return module.Components.FirstOrDefault(component => component.Name == path) is { } field
            ? module.Bag == BagKind.None ? field.Member : $"(({Bag}){field.Member})"
            : $"(({type})global::System.Linq.Enumerable.First(named_modules(), part => part.name == {Literals.Format(path)}).module)";
    }

    private static void WriteConstructor(IndentedWriter writer, TypeNames names, string type, string name) => writer.Lines(
        $$"""
        /// <summary>Makes the module with freshly drawn parameters and registers its parts.</summary>
        {{ModelFile.Mark(names)}}
        public {{type}}()
            : base({{Literals.Format(name)}})
        {
            RegisterComponents();
        }

        """);
}
