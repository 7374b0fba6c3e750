using Rationale.Graph.Models;

namespace Rationale.Graph.Counterfactuals;

/// <summary>A translator as data: what the generator reads from attributes, and what a program can build at run time.</summary>
/// <param name="Name">Name, used in messages and manifests.</param>
/// <param name="Kind">Between two classes, or between all.</param>
/// <param name="ImageShape">Height, width and channels.</param>
/// <param name="Classes">Number of classes of the classifier.</param>
/// <param name="First">One class of a pair; 0 for a star.</param>
/// <param name="Second">The other class of a pair; 0 for a star.</param>
/// <param name="Generator">Layers from an image to an image, both between −1 and 1. That of a star gets one more channel for each class, 1 everywhere for the class to make.</param>
/// <param name="Discriminator">Layers from an image to a map that is 1 where it looks real; that of a star has a channel for each class.</param>
/// <param name="Minimum">The value of pixels that becomes −1.</param>
/// <param name="Maximum">The value of pixels that becomes 1.</param>
/// <param name="Weights">Weights of the terms.</param>
/// <param name="Training">Defaults of the training.</param>
/// <param name="Classifier">The classifier that guides the generators, where the weight of its term is not zero; its parameters are held.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record TranslatorSpecification(
    string Name,
    TranslatorKind Kind,
    EquatableArray<int> ImageShape,
    int Classes,
    int First,
    int Second,
    EquatableArray<Layer> Generator,
    EquatableArray<Layer> Discriminator,
    double Minimum,
    double Maximum,
    TranslatorWeights Weights,
    TranslatorTrainingDefaults Training,
    ModelSpecification? Classifier = null)
{
    /// <summary>A translator between two classes with the usual networks.</summary>
    /// <param name="classifier">The classifier whose images are translated.</param>
    /// <param name="first">One class.</param>
    /// <param name="second">The other.</param>
    /// <param name="minimum">The smallest value of a pixel.</param>
    /// <param name="maximum">The largest.</param>
    public static TranslatorSpecification ForPair(ModelSpecification classifier, int first, int second, double minimum, double maximum) =>
        new($"{classifier.Name} {first}-{second}", TranslatorKind.Pair, classifier.InputShape, ClassesOf(classifier), first, second,
            TranslatorNetworkDefaults.Generator(classifier.InputShape), TranslatorNetworkDefaults.Discriminator(classifier.InputShape, 1), minimum, maximum, new(), new(), classifier);

    /// <summary>A translator between all classes with the usual networks.</summary>
    /// <param name="classifier">The classifier whose images are translated.</param>
    /// <param name="minimum">The smallest value of a pixel.</param>
    /// <param name="maximum">The largest.</param>
    public static TranslatorSpecification ForAll(ModelSpecification classifier, double minimum, double maximum) =>
        new($"{classifier.Name} star", TranslatorKind.Star, classifier.InputShape, ClassesOf(classifier), 0, 0,
            TranslatorNetworkDefaults.Generator(classifier.InputShape), TranslatorNetworkDefaults.Discriminator(classifier.InputShape, ClassesOf(classifier)), minimum, maximum, new(), new(), classifier);

    /// <summary>Whether the classifier takes part in the training.</summary>
    public bool IsGuided => Classifier is not null && Weights.Classifier > 0;

    /// <summary>What makes the translator impossible, as one sentence that names the value and the fix; null if nothing does.</summary>
    public string? Problem()
    {
        if (ImageShape.Count != 3)
        {
            return $"A translator makes images, but '{Name}' has the shape {ShapeException.Format(ImageShape)}; declare height, width and channels, as in [Input(28, 28, 1)]";
        }

        if (Classifier is { Inputs.Count: > 1 })
        {
            return $"'{Name}' translates the images of '{Classifier.Name}', but that takes {Classifier.Inputs.Count} inputs; give a classifier of one image";
        }

        if (Kind == TranslatorKind.Pair && (First == Second || First < 0 || Second < 0 || First >= Classes || Second >= Classes))
        {
            return $"'{Name}' translates between the classes {First} and {Second}, but they must be two different ones from 0 to {Classes - 1}";
        }

        if (!(Minimum < Maximum) || double.IsInfinity(Minimum) || double.IsInfinity(Maximum))
        {
            return System.FormattableString.Invariant($"The pixels of '{Name}' were declared to lie between {Minimum} and {Maximum}, but the first must be the smaller and both finite");
        }

        return NetworkProblem();
    }

    private string? NetworkProblem()
    {
        if (Generator.Concat(Discriminator).FirstOrDefault(layer => layer is BatchNormLayer or DropoutLayer) is { } layer)
        {
            return $"The networks of '{Name}' have [{layer.Name}], which behaves otherwise in training; use [InstanceNorm], or none";
        }

        try
        {
            var input = Kind == TranslatorKind.Star ? EquatableArray.Create(ImageShape[0], ImageShape[1], ImageShape[2] + Classes) : ImageShape;
            var made = Generator.Aggregate(input, (shape, each) => each.OutputShape(shape));
            if (made != ImageShape)
            {
                return $"The generator of '{Name}' gives {ShapeException.Format(made)}, but images are {ShapeException.Format(ImageShape)}; let its last layers bring height, width and channels back";
            }

            var judged = Discriminator.Aggregate(ImageShape, (shape, each) => each.OutputShape(shape));
            var channels = Kind == TranslatorKind.Star ? Classes : 1;
            return judged[judged.Count - 1] == channels ? null : $"The discriminator of '{Name}' gives {ShapeException.Format(judged)}, but its last dimension must be {channels}; end it with [Conv({channels}, …)] or [Dense({channels})]";
        }
        catch (ShapeException exception)
        {
            return $"In the networks of '{Name}', {exception.Message}";
        }
    }

    private static int ClassesOf(ModelSpecification classifier) => Math.Max(2, classifier.Task.Outputs);
}
