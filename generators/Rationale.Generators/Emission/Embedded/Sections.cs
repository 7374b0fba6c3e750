using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Embedded;

/// <summary>
/// Tells to which part of a step each instruction belongs, so that a reader finds the parts. Names tell most; a value without a name belongs to
/// the first part that uses it.
/// </summary>
internal static class Sections
{
    /// <summary>Headings for the instructions of a tile, in their order.</summary>
    public static IReadOnlyList<string> OfTile(EquatableArray<Instruction> instructions)
    {
        var parts = new Part[instructions.Count];
        var firstUse = new Dictionary<string, Part>();
        var views = new Views(instructions);
        var penalized = Reached(instructions, views, label => label == "A");
        var outer = Reached(instructions, views, label => ByName(label) == Part.OuterGradient);
        for (var index = instructions.Count - 1; index >= 0; index--)
        {
            var instruction = instructions[index];
            var part = ByName(instruction.Output.Label)
                ?? (firstUse.TryGetValue(instruction.Output.Label, out var first) ? first : LastPart(instruction, penalized, outer));
            parts[index] = part;
            foreach (var input in instruction.Inputs)
            {
                var use = ByName(input.Label) is { } own && own < part ? own : part;
                var label = views.BaseOf(input.Label);
                firstUse[label] = firstUse.TryGetValue(label, out var known) && known < use ? known : use;
            }
        }

        // What is prepared for a later part stands in the part that it interrupts.
        for (var index = parts.Length - 2; index >= 0; index--)
        {
            parts[index] = parts[index] < parts[index + 1] ? parts[index] : parts[index + 1];
        }

        var gradient = instructions.Any(instruction => instruction.Operator is GatherRows) ? "∂s/∂e" : "∂s/∂x";
        return [.. parts.Select(part => Heading(part, gradient))];
    }

    /// <summary>Headings for the instructions between passes, in their order.</summary>
    public static IReadOnlyList<string> OfWhole(EquatableArray<Instruction> instructions)
    {
        var ofWeights = new HashSet<string> { "θ" };
        var headings = new List<string>();
        var isAfterLoss = false;
        foreach (var instruction in instructions)
        {
            if (instruction.Inputs.Any(input => ofWeights.Contains(input.Label)))
            {
                ofWeights.Add(instruction.Output.Label);
            }

            headings.Add(instruction.Operator switch
            {
                PackOperator => "Weights as the panels that products read",
                _ when isAfterLoss => "Outer gradient: what belongs to no row",
                _ when instruction.Output.Label == "L" => "Loss: the sum of its terms",
                _ when ofWeights.Contains(instruction.Output.Label) => "Penalty on the weights",
                _ => "Numbers of the whole batch",
            });
            isAfterLoss |= instruction.Output.Label == "L";
        }

        return headings;
    }

    private static Part? ByName(string label) => label switch
    {
        _ when label.StartsWith("∂s/", StringComparison.Ordinal) => Part.InnerGradient,
        _ when label.StartsWith("∂L/", StringComparison.Ordinal) => Part.OuterGradient,
        ['z' or 'a' or 'd' or 'm', .. var number] when number.Length > 0 && number.All(char.IsDigit) => Part.Forward,
        _ => null,
    };

    /// <summary>The part of what nothing in the tile reads: sums, and results.</summary>
    private static Part LastPart(Instruction instruction, HashSet<string> penalized, HashSet<string> outer) =>
        instruction.Output.Region == Region.Output ? (instruction.Operator is Copy ? Part.Results : Part.Forward)
        : instruction.Inputs.Any(input => outer.Contains(input.Label)) ? Part.OuterGradient
        : instruction.Inputs.Any(input => penalized.Contains(input.Label)) ? Part.Penalty
        : Part.Loss;

    /// <summary>Names of certain values and of all that is computed from them.</summary>
    private static HashSet<string> Reached(EquatableArray<Instruction> instructions, Views views, Func<string, bool> isSource)
    {
        var reached = new HashSet<string>();
        foreach (var instruction in instructions)
        {
            foreach (var label in instruction.Inputs.Select(input => input.Label).Where(label => isSource(label) || reached.Contains(views.BaseOf(label))))
            {
                reached.Add(label);
                reached.Add(instruction.Output.Label);
            }
        }

        return reached;
    }

    private static string Heading(Part part, string gradient) => part switch
    {
        Part.Forward => "Forward pass",
        Part.Loss => "Loss: right answers",
        Part.InnerGradient => "Inner gradient: the explanation " + gradient,
        Part.Penalty => "Penalty: right reasons",
        Part.Results => "Results",
        _ => "Outer gradient: of the loss with respect to the parameters",
    };

    /// <summary>Parts of a step in the order in which they run.</summary>
    private enum Part
    {
        Forward,
        Loss,
        InnerGradient,
        Penalty,
        OuterGradient,
        Results,
    }
}
