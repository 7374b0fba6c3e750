using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads the attribute of one kind of task into its record.</summary>
internal delegate ModelTask TaskReader(AttributeUse attribute, ReadingContext context);

/// <summary>Every task attribute that the generator knows. A new task is one file beside this one and one line here.</summary>
internal static class TaskTable
{
    /// <summary>Readers by the class name of the attribute.</summary>
    public static IReadOnlyDictionary<string, TaskReader> Readers { get; } = new Dictionary<string, TaskReader>
    {
        [nameof(ClassifierAttribute)] = ClassifierReader.Read,
        [nameof(RegressorAttribute)] = RegressorReader.Read,
    };

    /// <summary>Reads the task of a model; <see langword="null"/> after reporting that there is none.</summary>
    public static ModelTask? Read(IReadOnlyList<AttributeUse> attributes, ReadingContext context)
    {
        if (attributes.Count == 0)
        {
            context.Problems.Block(RuleIds.MissingTask, context.TypeLocation, context.ModelName);
            return null;
        }

        foreach (var other in attributes.Skip(1))
        {
            context.Problems.Block(RuleIds.SeveralTasks, other.Location, context.ModelName, attributes[0].Name, other.Name);
        }

        if (TaskReaderOf(attributes[0]) is { } reader)
        {
            return reader(attributes[0], context);
        }

        context.Problems.Block(RuleIds.UnknownAttribute, attributes[0].Location, attributes[0].Name, context.ModelName, "task");
        return null;
    }

    private static TaskReader? TaskReaderOf(AttributeUse attribute) => Readers.TryGetValue(attribute.ClassName, out var reader) ? reader : null;
}
