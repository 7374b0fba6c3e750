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

                if (!module.RegistersComponents)
                {
                    RegistrationMembers.Write(writer, names, module);
                }

                if (module.Reason is null)
                {
                    ConversionMembers.Write(writer, names);
                }

                // Autograd has no gradient with respect to ids, and the vectors of ids stand inside the module.
                var hasLoss = !declaration.Specification.Objectives.Any(term => term.HasInnerGradient) || !Explanations.AreOfTokenIds(declaration.Specification);
                if (hasLoss)
                {
                    ModuleLoss.Write(writer, names, declaration.Specification);
                }

                if (module.Reason is null)
                {
                    if (hasLoss)
                    {
                        writer.Line();
                    }

                    ProgramMembers.Write(writer, names, input);
                }
            });
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
