using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Reading;

/// <summary>Reads the terms that one attribute declares.</summary>
/// <param name="attribute">The attribute.</param>
/// <param name="task">The task; null where none could be read.</param>
/// <param name="layers">The layers; none for a module.</param>
/// <param name="context">Where problems go.</param>
internal delegate IEnumerable<ObjectiveTerm> ObjectiveReader(AttributeUse attribute, ModelTask? task, EquatableArray<Layer> layers, ReadingContext context);

/// <summary>Every attribute that declares terms of the objective. A new penalty is one file beside these and one line here.</summary>
internal static class ObjectiveTable
{
    /// <summary>Readers by the class name of the attribute, in the order in which their terms are added to the task loss.</summary>
    private static readonly (string Attribute, ObjectiveReader Read)[] Readers =
    [
        (nameof(ExplainConstraintAttribute), ExplainConstraintReader.Read),
        (nameof(SelfExplainingAttribute), ConceptObjectivesReader.Read),
        (nameof(AttributionPriorAttribute), AttributionPriorReader.Read),
        (nameof(SmoothAttributionsAttribute), SmoothAttributionPenaltyReader.Read),
        (nameof(GraphAttributionsAttribute), GraphAttributionPenaltyReader.Read),
        (nameof(SparseAttributionsAttribute), SparseAttributionPenaltyReader.Read),
        (nameof(WeightPenaltyAttribute), WeightPenaltyReader.Read),
    ];

    /// <summary>Whether an attribute declares terms.</summary>
    public static bool Knows(string attribute) => Readers.Any(reader => reader.Attribute == attribute);

    /// <summary>Reads the objective of a model, the task loss first, and reports coefficients that are out of their range.</summary>
    public static EquatableArray<ObjectiveTerm> Read(ModelAttributes attributes, ModelTask? task, EquatableArray<Layer> layers, ReadingContext context)
    {
        var terms = new List<ObjectiveTerm> { TaskLossReader.Read(attributes, task, context) };
        foreach (var (name, read) in Readers)
        {
            if (attributes.Settings.TryGetValue(name, out var attribute))
            {
                foreach (var term in read(attribute, task, layers, context))
                {
                    CheckRanges(attribute, term, context);
                    terms.Add(term);
                }
            }
        }

        return new EquatableArray<ObjectiveTerm>(terms);
    }

    /// <summary>Reports a term that is impossible for its model, where nothing else has been reported that would say the same.</summary>
    public static void CheckFit(ModelAttributes attributes, ModelSpecification model, ReadingContext context)
    {
        foreach (var term in model.Objectives)
        {
            if (!context.Problems.Blocked && term.Problem(model) is { } problem)
            {
                var declared = term.Coefficients.Select(coefficient => coefficient.Attribute + "Attribute").FirstOrDefault(attributes.Settings.ContainsKey);
                context.Problems.Block(RuleIds.TermDoesNotFit, declared is null ? context.TypeLocation : attributes.Settings[declared].Location, problem.TrimEnd('.'));
            }
        }
    }

    private static void CheckRanges(AttributeUse attribute, ObjectiveTerm term, ReadingContext context)
    {
        foreach (var coefficient in term.Coefficients.Where(coefficient => !coefficient.Allows(coefficient.Value)))
        {
            context.Problems.Block(
                RuleIds.WeightOutOfRange,
                attribute.LocationOf(coefficient.Property),
                attribute.Name,
                context.ModelName,
                coefficient.Property,
                ReadingContext.Text(coefficient.Value));
        }
    }
}
