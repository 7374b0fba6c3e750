using Rationale.Graph;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>
/// Values that are another value under another shape. A reshape is no instruction, so the same elements are written under one name and read under another.
/// </summary>
internal sealed class Views
{
    private readonly Dictionary<string, string> _bases = [];

    /// <summary>Finds the views among the operands that the instructions read.</summary>
    public Views(EquatableArray<Instruction> instructions)
    {
        var names = new HashSet<string>(instructions.Select(instruction => instruction.Output.Label));
        var written = new Dictionary<(Region, int), string>();
        foreach (var instruction in instructions)
        {
            foreach (var input in instruction.Inputs.Where(input => !names.Contains(input.Label)))
            {
                if (written.TryGetValue((input.Region, input.Offset), out var name))
                {
                    _bases[input.Label] = name;
                }
            }

            written[(instruction.Output.Region, instruction.Output.Offset)] = instruction.Output.Label;
        }
    }

    /// <summary>The value that a label shows; the label itself if it is no view.</summary>
    public string BaseOf(string label) => _bases.TryGetValue(label, out var name) ? name : label;
}
