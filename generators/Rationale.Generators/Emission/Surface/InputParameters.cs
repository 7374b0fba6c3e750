using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Surface;

/// <summary>The inputs of a model of several as parameters of a member, one for each.</summary>
/// <param name="names">How the file calls types.</param>
/// <param name="model">The model.</param>
/// <param name="taken">Names of the member's other parameters.</param>
internal sealed class InputParameters(TypeNames names, ModelSpecification model, params string[] taken)
{
    /// <summary>The parameters as they are declared.</summary>
    public string Declaration => string.Join(", ", model.Inputs.Select(input => $"{names["ReadOnlySpan"]}<float> {Identifiers.FromLabel(NameOf(input))}"));

    /// <summary>Their values side by side, checked one by one.</summary>
    public string Values => $"_runtime.Example(){string.Concat(model.Inputs.Select(input => $".With({Identifiers.FromLabel(NameOf(input))})"))}.Values";

    /// <summary>The lines of documentation.</summary>
    public string Documentation => string.Join("\n", model.Inputs.Select(input => $"/// <param name=\"{NameOf(input)}\">The input <c>{input.Name}</c> of the example: {Count(input.Width)}.</param>"));

    /// <summary>Numbers in words: <c>784 numbers</c>.</summary>
    public static string Count(int width) => width == 1 ? "1 number" : $"{Literals.Format(width)} numbers";

    /// <summary>The inputs as they stand side by side: <c>image (784 numbers), then patient (5 numbers)</c>.</summary>
    public static string SideBySide(ModelSpecification model) => string.Join(", then ", model.Inputs.Select(input => $"<c>{input.Name}</c> ({Count(input.Width)})"));

    private string NameOf(ModelInput input)
    {
        var name = input.Name;
        while (taken.Contains(name) || (name != input.Name && model.Inputs.Any(other => other.Name == name)))
        {
            name += "Input";
        }

        return name;
    }
}
