using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.Counterfactuals;

/// <summary>Whether pairs fit a classifier. Each failure is one sentence.</summary>
internal static class PairChecks
{
    public static void Run(IModel model, CounterfactualPairs pairs)
    {
        ArgumentNullException.ThrowIfNull(model);
        var specification = model.Specification;
        if (specification.Task is not ClassifierTask task)
        {
            throw new ArgumentException($"Counterfactuals belong to classes, but '{specification.Name}' is a regressor; give a classifier.");
        }

        if (model.Preprocessing is { } known && !(known.Made(pairs.Real) && known.Made(pairs.Counterfactual)))
        {
            throw new ArgumentException($"'{specification.Name}' preprocesses its data, but pairs are mixed value by value and must be preprocessed already; make them of Preprocessing.Transform(images), or mark them with FeatureMatrix.AsPreprocessed.");
        }

        _ = DataChecks.OnlyInput(specification);
        DataChecks.Width(specification, pairs.Real.Width);
        var classes = Math.Max(2, task.Classes);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var largest = Math.Max(pairs.From.Span[pair], pairs.To.Span[pair]);
            if (largest >= classes)
            {
                throw new ArgumentException($"Pair {pair} goes from class {pairs.From.Span[pair]} to class {pairs.To.Span[pair]}, but '{specification.Name}' knows the classes 0 to {classes - 1}.");
            }
        }
    }

    /// <summary>Whether no pair consists of the same image twice.</summary>
    public static void Different(CounterfactualPairs pairs)
    {
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            if (PairFilter.AreEqual(pairs, pair))
            {
                throw new ArgumentException($"The two images of pair {pair} are equal, so that no mask changes anything between them; keep what PairFilter keeps, which counts such pairs.");
            }
        }
    }
}
