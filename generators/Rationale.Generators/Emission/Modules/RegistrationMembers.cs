using Rationale.Generators.Reading.Modules;

namespace Rationale.Generators.Emission.Modules;

/// <summary>
/// Registers the parts of a module without reflection. TorchSharp writes parameters that moved to another device back to the fields of their registered names, so the two must
/// be the same; and a module around this one asks for the registration again, which without a guard would throw.
/// </summary>
internal static class RegistrationMembers
{
    /// <summary>Writes the guard and the method.</summary>
    public static void Write(IndentedWriter writer, TypeNames names, ModuleDeclaration module)
    {
        writer.Lines(
            $$"""
            {{ModelFile.Mark(names)}}
            private bool _componentsRegistered;

            /// <summary>Registers modules and parameters under the names of their fields, once; a module that holds this one asks for it again.</summary>
            {{ModelFile.Mark(names)}}
            """);
        using (writer.Braces("protected override void RegisterComponents()"))
        {
            writer.Lines(
                """
                if (_componentsRegistered)
                {
                    return;
                }

                _componentsRegistered = true;
                """);
            foreach (var component in module.Components)
            {
                writer.Line($"register_{(component.IsParameter ? "parameter" : "module")}({Literals.Format(component.Name)}, {component.Member});");
            }

            writer.Lines(
                """

                // Finds what else there is, such as fields of base classes and buffers, and skips what is registered.
                base.RegisterComponents();
                """);
        }

        writer.Line();
    }
}
