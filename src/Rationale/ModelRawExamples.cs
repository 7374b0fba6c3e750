using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale;

/// <summary>Asking a model about one raw example: an object of the program, or values by name, which are numbers, texts, or null where a value is missing.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class ModelRawExamples
{
    /// <summary>What a model says about one raw example.</summary>
    /// <param name="model">A trained or loaded model, whose features have names.</param>
    /// <param name="example">A value for each raw feature: a number, a text, or null; values of JSON will do.</param>
    /// <param name="texts">How texts are read, such as <c>"1,5"</c>; null for how those of the file of the training data were, which the model remembers, and for the defaults where they were no file.</param>
    /// <exception cref="ArgumentException">A feature is missing or unknown, a value is of another kind, or the features have no names.</exception>
    public static Prediction Predict(this IModel model, IReadOnlyDictionary<string, object?> example, CsvOptions? texts = null) => model.Predict(Read(model, example, texts))[0];

    /// <summary>What a model says about one object.</summary>
    /// <typeparam name="T">The kind of object.</typeparam>
    /// <param name="model">A trained or loaded model.</param>
    /// <param name="schema">What its features are.</param>
    /// <param name="item">The object.</param>
    /// <exception cref="ArgumentException">The features of the schema are not those of the model, or a value cannot be preprocessed.</exception>
    public static Prediction Predict<T>(this IModel model, DataSchema<T> schema, T item) => model.Predict(Read(model, schema, item))[0];

    /// <summary>Why a model says what it says about one raw example: the gradient of the attribution target with respect to its features.</summary>
    /// <param name="model">A trained or loaded model, whose features have names.</param>
    /// <param name="example">A value for each raw feature: a number, a text, or null; values of JSON will do.</param>
    /// <param name="target">What is explained; null for the probability of the predicted class, or the sum of a regressor's outputs.</param>
    /// <param name="texts">How texts are read, such as <c>"1,5"</c>; null for how those of the file of the training data were, which the model remembers, and for the defaults where they were no file.</param>
    /// <exception cref="ArgumentException">A feature is missing or unknown, a value is of another kind, the features have no names, or the target does not fit.</exception>
    public static Attribution.Attribution Explain(this IModel model, IReadOnlyDictionary<string, object?> example, Target? target = null, CsvOptions? texts = null) =>
        Explain(model, Read(model, example, texts), target);

    /// <summary>Why a model says what it says about one object: the gradient of the attribution target with respect to its features.</summary>
    /// <typeparam name="T">The kind of object.</typeparam>
    /// <param name="model">A trained or loaded model.</param>
    /// <param name="schema">What its features are.</param>
    /// <param name="item">The object.</param>
    /// <param name="target">What is explained; null for the probability of the predicted class, or the sum of a regressor's outputs.</param>
    /// <exception cref="ArgumentException">The features of the schema are not those of the model, a value cannot be preprocessed, or the target does not fit.</exception>
    public static Attribution.Attribution Explain<T>(this IModel model, DataSchema<T> schema, T item, Target? target = null) => Explain(model, Read(model, schema, item), target);

    private static Attribution.Attribution Explain(IModel model, FeatureMatrix example, Target? target) =>
        model.Explain(Dataset.Unlabeled(example).WithFeaturesName(model.Specification.Inputs[0].Name), target)[0];

    private static FeatureMatrix Read<T>(IModel model, DataSchema<T> schema, T item)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(schema);
        RequireOneInput(model.Specification);
        return schema.Features([item]);
    }

    private static FeatureMatrix Read(IModel model, IReadOnlyDictionary<string, object?> example, CsvOptions? texts)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(example);
        RequireOneInput(model.Specification);
        texts ??= (model as IRuntimeOwner)?.Runtime.Reading;
        if (model.Preprocessing is { } preprocessing)
        {
            return preprocessing.Example(example, texts);
        }

        return RawExample.Create(
            model.FeatureNames ?? throw new ArgumentException($"An example was given by names, but the features of '{model.Specification.Name}' have none; give the numbers in order, or train on data with names (Dataset.WithFeatureNames)."),
            example,
            _ => false,
            (_, _) => false,
            texts);
    }

    private static void RequireOneInput(ModelSpecification model)
    {
        if (model.Inputs.Count > 1)
        {
            throw new ArgumentException($"An example by names has the features of one input, but '{model.Name}' takes {DataChecks.Names(model)}; give the numbers of each input, or a Dataset that has the inputs by their names (Dataset.WithInput).");
        }
    }
}
