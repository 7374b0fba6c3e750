using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Classifier].</summary>
internal static class ClassifierReader
{
    /// <summary>Reads classes and reduction.</summary>
    public static ModelTask Read(AttributeUse attribute, ReadingContext context) => new ClassifierTask(
        context.Count(attribute, "classes"),
        context.Choice(attribute, nameof(TaskAttribute.Reduction), new ClassifierAttribute(1).Reduction));
}
