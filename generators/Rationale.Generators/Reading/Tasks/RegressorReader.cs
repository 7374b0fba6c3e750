using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Regressor].</summary>
internal static class RegressorReader
{
    /// <summary>Reads outputs and reduction.</summary>
    public static ModelTask Read(AttributeUse attribute, ReadingContext context) => new RegressorTask(
        context.Count(attribute, "outputs"),
        context.Choice(attribute, nameof(TaskAttribute.Reduction), new RegressorAttribute().Reduction));
}
