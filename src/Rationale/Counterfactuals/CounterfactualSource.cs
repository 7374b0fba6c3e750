using Rationale.Data;

namespace Rationale.Counterfactuals;

/// <summary>Makes counterfactuals: a trained translator, a function of one's own, or the nearest example of the other class.</summary>
/// <remarks>Thread safety: a translator may be used by several threads, which wait for each other, and so may the nearest example; a function of one's own is called by the thread that asks.</remarks>
public abstract class CounterfactualSource
{
    /// <summary>Name in tables and messages.</summary>
    public abstract string Name { get; }

    /// <summary>The values that pixels may have; null where nobody has declared them.</summary>
    public virtual ValueRange? Range => null;

    /// <summary>A source that is a function of one's own.</summary>
    /// <param name="translate">From images of a class to images of another: gets [images × values], both classes, and gives as many images.</param>
    /// <param name="name">Name in tables.</param>
    /// <param name="range">The values that pixels may have; null not to check them.</param>
    public static CounterfactualSource FromFunction(Func<FeatureMatrix, int, int, FeatureMatrix> translate, string name = "function", ValueRange? range = null)
    {
        ArgumentNullException.ThrowIfNull(translate);
        return new FunctionSource(translate, name, range);
    }

    /// <summary>The honest baseline: for each image the nearest labeled example of the other class, by Euclidean distance.</summary>
    /// <param name="examples">Labeled examples, those of the training.</param>
    /// <param name="range">The values that pixels may have; null not to check them.</param>
    /// <exception cref="ArgumentException">The examples have no labels.</exception>
    public static CounterfactualSource NearestExample(Dataset examples, ValueRange? range = null) => new NearestExampleSource(examples, range);

    /// <summary>Makes counterfactuals of all images of a class.</summary>
    /// <param name="images">Labeled images.</param>
    /// <param name="from">The class whose images are changed.</param>
    /// <param name="to">The class that they should become.</param>
    /// <param name="limit">The most images, the first of the class.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between blocks of images.</param>
    /// <exception cref="ArgumentException">There are no labels, no example of the class, or what the source gives does not fit.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public CounterfactualPairs Generate(Dataset images, int from, int to, int limit = int.MaxValue, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var real = images.Features.Select(ExamplesOf(images, from, "the images").Take(limit).ToArray());
        Range?.Check(real, "real image");
        return CounterfactualPairs.Create(real, Translate(real, from, to, progress, cancellationToken), from, to, Range);
    }

    /// <summary>Makes counterfactuals in both directions between two classes.</summary>
    /// <inheritdoc cref="Generate"/>
    /// <param name="images">Labeled images.</param>
    /// <param name="first">One class.</param>
    /// <param name="second">The other.</param>
    /// <param name="limit">The most images of each class.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between blocks of images.</param>
    public CounterfactualPairs GenerateBoth(Dataset images, int first, int second, int limit = int.MaxValue, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var there = Generate(images, first, second, limit, ShareProgress.Part(progress, 0, 2), cancellationToken);
        return CounterfactualPairs.Concat(there, Generate(images, second, first, limit, ShareProgress.Part(progress, 1, 2), cancellationToken));
    }

    /// <summary>Changes images of one class to another.</summary>
    /// <param name="images">[images × values], all of the class.</param>
    /// <param name="from">Their class.</param>
    /// <param name="to">The class that they should become.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>As many images of the same size.</returns>
    protected abstract FeatureMatrix Translate(FeatureMatrix images, int from, int to, IProgress<double>? progress, CancellationToken cancellationToken);

    /// <summary>The rows of a class.</summary>
    internal static IEnumerable<int> ExamplesOf(Dataset data, int index, string name)
    {
        if (data.Labels.Length != data.Count)
        {
            throw new ArgumentException($"Counterfactuals change examples of a class, but {name} have no labels; use Dataset.ForClassification.");
        }

        var labels = data.Labels;
        var found = Enumerable.Range(0, data.Count).Where(row => labels.Span[row] == index).ToArray();
        return found.Length > 0
            ? found
            : throw new ArgumentException(
                $"Class {index}{DatasetNames.After(data.ClassNames, index)} has no example among {name}, which are of the classes {string.Join(", ", labels.ToArray().Distinct().Order())}; name one of those, or give other examples.");
    }

    private sealed class FunctionSource(Func<FeatureMatrix, int, int, FeatureMatrix> translate, string name, ValueRange? range) : CounterfactualSource
    {
        public override string Name => name;

        public override ValueRange? Range => range;

        protected override FeatureMatrix Translate(FeatureMatrix images, int from, int to, IProgress<double>? progress, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var translated = translate(images, from, to) ?? throw new ArgumentException($"The counterfactual source '{name}' gave null for {images.Count} images; give as many images.");
            progress?.Report(1);
            return translated;
        }
    }
}
