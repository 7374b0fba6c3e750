using Rationale.Attribution;
using Rationale.Data;
using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>The inputs of a model as rows, side by side in the order of the model, and back.</summary>
internal static class InputRows
{
    /// <summary>The name under which programs over rows read them.</summary>
    public static string NameOf(ModelSpecification model) => model.Inputs.Count == 1 ? model.Inputs[0].Name : ModelInput.Features;

    /// <summary>Where the values of an input begin in a row.</summary>
    public static int Start(ModelSpecification model, string input) => model.Inputs.TakeWhile(other => other.Name != input).Sum(other => other.Width);

    /// <summary>The examples of a data set as rows.</summary>
    /// <exception cref="ArgumentException">The data lack an input, or it has another width.</exception>
    public static FeatureMatrix Join(ModelSpecification model, Dataset data)
    {
        DataChecks.Inputs(model, data);
        return model.Inputs.Count == 1 ? data.Find(model.Inputs[0].Name)! : new SideBySideFeatureMatrix([.. model.Inputs.Select(input => data.Find(input.Name)!)]);
    }

    /// <summary>Rows as a data set that has the inputs by their names.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Its inputs side by side.</param>
    /// <param name="names">Names of the features of the first input, which an error tells.</param>
    public static Dataset Split(ModelSpecification model, FeatureMatrix rows, IReadOnlyList<string>? names = null)
    {
        var first = model.Inputs[0];
        if (model.Inputs.Count == 1)
        {
            return Dataset.ForModel(rows, names, model.Name).WithFeaturesName(first.Name);
        }

        DataChecks.Width(model, rows.Width);
        return model.Inputs.Skip(1).Aggregate(
            Dataset.ForModel(Columns(rows, 0, first.Width), names, model.Name).WithFeaturesName(first.Name),
            (data, input) => data.WithInput(input.Name, Columns(rows, Start(model, input.Name), input.Width)));
    }

    /// <summary>Names of the values of an input in a row: <c>table.age</c>, <c>image.[0, 3, 1]</c>.</summary>
    /// <param name="input">The input.</param>
    /// <param name="names">Names of its features; null where they have none.</param>
    public static IEnumerable<string> Names(ModelInput input, IReadOnlyList<string>? names)
    {
        var labels = new ScoreLabels([.. input.Shape], null, names, null);
        return Enumerable.Range(0, input.Width).Select(index => $"{input.Name}.{labels[index]}");
    }

    /// <summary>Some neighboring columns.</summary>
    public static FeatureMatrix Columns(FeatureMatrix rows, int start, int width) => new ReorderedFeatureMatrix(rows, [.. Enumerable.Range(start, width)]);
}
