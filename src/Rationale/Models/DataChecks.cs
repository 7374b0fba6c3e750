using Rationale.Data;
using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>Whether data fit a model. Each failure is one sentence with what was found and what was expected.</summary>
internal static class DataChecks
{
    public static void Features(ModelSpecification model, FeatureMatrix features)
    {
        Width(model, features.Width);
        if (model.Layers.FirstOrDefault() is EmbeddingLayer embedding)
        {
            TokenIds(model, embedding.Vocabulary, features);
        }
    }

    /// <summary>Ids look rows of a table up, so what is none must not reach the kernels.</summary>
    private static void TokenIds(ModelSpecification model, int vocabulary, FeatureMatrix features)
    {
        var values = new float[features.Width];
        for (var row = 0; row < features.Count; row++)
        {
            features.CopyRows(row, 1, values);
            for (var position = 0; position < values.Length; position++)
            {
                if (!(values[position] >= 0 && values[position] < vocabulary && values[position] == MathF.Floor(values[position])))
                {
                    throw new ArgumentException(string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"The id in row {row} at position {position} is {values[position]}, but [Embedding({vocabulary}, …)] of '{model.Name}' takes integers from 0 to {vocabulary - 1}."));
                }
            }
        }
    }

    public static void Width(ModelSpecification model, int found)
    {
        var width = model.InputShape.Aggregate(1, (product, extent) => product * extent);
        if (found != width)
        {
            throw new ArgumentException($"The rows have {found} features, but '{model.Name}' takes [Input({string.Join(", ", model.InputShape)})]: {width} a row.");
        }
    }

    public static void Labeled(ModelSpecification model, Dataset data)
    {
        Features(model, data.Features);
        if (model.Task is ClassifierTask classifier)
        {
            Labels(model.Name, Math.Max(2, classifier.Classes), data);
        }
        else if (data.Targets?.Width != model.Task.Outputs)
        {
            throw new ArgumentException(!data.IsLabeled
                ? $"'{model.Name}' is a regressor and needs targets, but the data are unlabeled; use Dataset.ForRegression."
                : data.Targets is null
                ? $"'{model.Name}' is a regressor and needs targets, but the data have class labels; use Dataset.ForRegression."
                : $"The data have {data.Targets.Width} targets a row, but '{model.Name}' predicts {model.Task.Outputs}.");
        }
    }

    private static void Labels(string name, int classes, Dataset data)
    {
        if (data.Labels.Length != data.Count)
        {
            throw new ArgumentException($"'{name}' is a classifier and needs class labels, but the data {(data.IsLabeled ? "have targets" : "are unlabeled")}; use Dataset.ForClassification.");
        }

        var labels = data.Labels.Span;
        for (var row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
            {
                throw new ArgumentException($"Row {row} has the label {labels[row]}{DatasetNames.After(data.ClassNames, labels[row])}, but '{name}' knows the classes 0 to {classes - 1}.");
            }
        }
    }
}
