using Rationale.Data;
using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>Whether data fit a model. Each failure is one sentence with what was found and what was expected.</summary>
internal static class DataChecks
{
    /// <summary>Whether data have every input of a model.</summary>
    public static void Inputs(ModelSpecification model, Dataset data)
    {
        foreach (var input in model.Inputs)
        {
            if (data.Find(input.Name) is not { } values || data.IsShared(input.Name))
            {
                throw new ArgumentException(model.Inputs.Count == 1
                    ? $"'{model.Name}' takes the input '{input.Name}', but the data have '{data.FeaturesName}'; rename them with Dataset.WithFeaturesName(\"{input.Name}\")."
                    : $"'{model.Name}' takes {Names(model)}, but the data have no '{input.Name}' for each example beside '{data.FeaturesName}'; add it with Dataset.WithInput, or name the features with Dataset.WithFeaturesName.");
            }

            Input(model, input, values, data.NamesOf(input.Name));
        }
    }

    /// <summary>Whether features are what a model takes: those of its input, or those of all its inputs side by side.</summary>
    public static void Features(ModelSpecification model, FeatureMatrix features)
    {
        if (model.Inputs.Count == 1)
        {
            Input(model, model.Inputs[0], features, features.ColumnNames);
            return;
        }

        RawSchema.RequireNumbers(features, features.ColumnNames);
        Inputs(model, InputRows.Split(model, features));
    }

    /// <summary>The input of a model that has one.</summary>
    /// <exception cref="ArgumentException">It has several.</exception>
    public static ModelInput OnlyInput(ModelSpecification model) => model.Inputs.Count == 1
        ? model.Inputs[0]
        : throw new ArgumentException($"'{model.Name}' takes {Names(model)}, but what was asked for is about the features of one input; ask it of a model of one input.");

    /// <summary>Refuses training data with a preprocessing that the model would not remember.</summary>
    public static void Preprocessed(ModelSpecification model, Dataset train)
    {
        var first = model.Inputs[0].Name;
        if (model.Inputs.Skip(1).FirstOrDefault(input => train.Find(input.Name)?.Preprocessing is not null) is { } other)
        {
            throw new ArgumentException(
                $"The input '{other.Name}' of the training data has been preprocessed, but '{model.Name}' keeps the preprocessing of its first input, '{first}', alone, and would take raw values of '{other.Name}' as they are; make '{other.Name}' the first input, or give its values as plain numbers (FeatureMatrix.FromArray) here and wherever the model is used.");
        }
    }

    /// <summary>The inputs by their names, as in messages.</summary>
    public static string Names(ModelSpecification model) => $"the inputs {string.Join(" and ", model.Inputs.Select(input => $"'{input.Name}'"))}";

    /// <summary>Whether an example alone is as wide as a model takes it: its input, or all its inputs side by side.</summary>
    public static void Width(ModelSpecification model, int found)
    {
        if (model.Inputs.Count == 1)
        {
            Width(model, model.Inputs[0], found);
        }
        else if (found != model.RowWidth)
        {
            throw new ArgumentException($"'{model.Name}' takes {Names(model)}, {model.RowWidth} values an example side by side, but {found} features alone were given; give a Dataset that has them by their names (Dataset.WithInput), or its rows by Dataset.SideBySide.");
        }
    }

    private static void Input(ModelSpecification model, ModelInput input, FeatureMatrix values, IReadOnlyList<string>? names)
    {
        RawSchema.RequireNumbers(values, names);
        Width(model, input, values.Width);
        if (model.EmbeddingOf(input) is { } embedding)
        {
            TokenIds(model, input, embedding.Vocabulary, values);
        }
    }

    /// <summary>Whether an input has as many values for an example as a model takes.</summary>
    public static void Width(ModelSpecification model, ModelInput input, int found)
    {
        if (found != input.Width)
        {
            var extents = string.Join(", ", input.Shape);
            throw new ArgumentException(model.Inputs.Count == 1
                ? $"The examples have {found} features, but '{model.Name}' takes [Input({extents})]: {input.Width} an example."
                : $"The input '{input.Name}' has {found} values for an example, but '{model.Name}' takes [{extents}]: {input.Width}.");
        }
    }

    /// <summary>Ids look examples of a table up, so what is none must not reach the kernels.</summary>
    private static void TokenIds(ModelSpecification model, ModelInput input, int vocabulary, FeatureMatrix features)
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
                        $"The token id in example {row} at position {position}{(model.Inputs.Count == 1 ? "" : $" of '{input.Name}'")} is {values[position]}, but [Embedding({vocabulary}, …)] of '{model.Name}' takes integers from 0 to {vocabulary - 1}."));
                }
            }
        }
    }

    public static void Labeled(ModelSpecification model, Dataset data)
    {
        Inputs(model, data);
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
                : $"The data have {data.Targets.Width} targets an example, but '{model.Name}' predicts {model.Task.Outputs}.");
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
                throw new ArgumentException($"Example {row} has the label {labels[row]}{DatasetNames.After(data.ClassNames, labels[row])}, but '{name}' knows the classes 0 to {classes - 1}{LabelAdvice.ForModel(data, classes)}.");
            }
        }
    }
}
