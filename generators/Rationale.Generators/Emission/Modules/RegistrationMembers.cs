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
        if (module.HasWrittenBase)
        {
            WriteBehindBase(writer, names, module);
            return;
        }

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

    /// <summary>The constructor of a base class may ask for the registration before the fields of the class have modules, and the class again once they have.</summary>
    private static void WriteBehindBase(IndentedWriter writer, TypeNames names, ModuleDeclaration module)
    {
        writer.Lines(
            $$"""
            /// <summary>Registers modules and parameters under the names of their fields, each once: the constructor of the base class may ask for it before they are there.</summary>
            {{ModelFile.Mark(names)}}
            """);
        using (writer.Braces("protected override void RegisterComponents()"))
        {
            foreach (var component in module.Components)
            {
                var known = component.IsParameter ? "named_parameters(recurse: false)" : "named_children()";
                using (writer.Braces($"if ({component.Member} is not null && !global::System.Linq.Enumerable.Any({known}, part => part.name == {Literals.Format(component.Name)}))"))
                {
                    writer.Line($"register_{(component.IsParameter ? "parameter" : "module")}({Literals.Format(component.Name)}, {component.Member});");
                }
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
