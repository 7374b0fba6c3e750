using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Checks the inputs of a model against each other: their number, their names, and [Join].</summary>
internal static class InputChecks
{
    /// <summary>Reports a missing input, names that are missing, unusable or doubled, and a [Join] that is missing or stands elsewhere than behind several inputs.</summary>
    /// <param name="inputs">Every [Input] in source order.</param>
    /// <param name="joins">Every [Join] in source order.</param>
    /// <param name="attributes">All layer attributes in source order, those among them.</param>
    /// <param name="context">Where problems go.</param>
    public static void Check(IReadOnlyList<AttributeUse> inputs, IReadOnlyList<AttributeUse> joins, IReadOnlyList<AttributeUse> attributes, ReadingContext context)
    {
        if (inputs.Count == 0)
        {
            context.Problems.Block(RuleIds.MissingInput, context.TypeLocation, context.ModelName);
        }

        CheckNames(inputs, context);
        if (inputs.Count > 1 && joins.Count == 0 && inputs.All(input => input.Sets(nameof(InputAttribute.Name))))
        {
            context.Problems.Block(RuleIds.JoinMissing, inputs[inputs.Count - 1].Location, context.ModelName, string.Join(" and ", inputs.Select(input => $"'{InputReader.ReadName(input)}'")));
        }

        for (var index = 0; index < joins.Count; index++)
        {
            var problem = index > 0 ? "joins what is joined already; remove it"
                : inputs.Count < 2 ? "has nothing to join, because the model has one input; remove it, or declare another input before it, as in [Input(5, Name = \"patient\")]"
                : attributes.SkipWhile(attribute => attribute != joins[0]).FirstOrDefault(InputReader.IsInput) is { } late ? $"stands before the input '{InputReader.ReadName(late)}'; move it behind the layers of the last input"
                : null;
            if (problem is not null)
            {
                context.Problems.Block(RuleIds.JoinMisplaced, joins[index].Location, context.ModelName, problem);
            }
        }
    }

    /// <summary>Reports values that no buffer holds.</summary>
    public static bool CheckSizes(IReadOnlyList<InputLayers> inputs, ReadingContext context)
    {
        var total = 0.0;
        foreach (var input in inputs)
        {
            total += input.Shape.Aggregate(1.0, (product, extent) => product * extent);
            if (total > int.MaxValue)
            {
                context.Problems.Block(RuleIds.ModelTooLarge, input.Attribute.Location, context.ModelName, input.Attribute.Name);
                return false;
            }
        }

        return true;
    }

    private static void CheckNames(IReadOnlyList<AttributeUse> inputs, ReadingContext context)
    {
        var names = new HashSet<string>();
        foreach (var input in inputs)
        {
            var name = InputReader.ReadName(input);
            if (inputs.Count > 1 && !input.Sets(nameof(InputAttribute.Name)))
            {
                if (input != inputs[0] || inputs.Skip(1).All(other => other.Sets(nameof(InputAttribute.Name))))
                {
                    context.Problems.Block(RuleIds.InputRepeated, input.Location, context.ModelName, "and this one has no name; name each, as in [Input(5, Name = \"patient\")], or remove this one");
                }
            }
            else if (ModelInput.NameProblem(name) is { } problem)
            {
                context.Problems.Block(RuleIds.InputNameUnusable, input.LocationOf(nameof(InputAttribute.Name)), context.ModelName, name, problem);
            }
            else if (!names.Add(name))
            {
                context.Problems.Block(RuleIds.InputNameTwice, input.LocationOf(nameof(InputAttribute.Name)), context.ModelName, name);
            }
        }
    }
}
