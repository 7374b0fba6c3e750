using Rationale.Randomness;
using Rationale.Training;

namespace Rationale.Data;

/// <content>Cross-validation.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Divides the examples at random into parts of equal size, and holds out each of them once. What is learned from data, a <see cref="Data.Preprocessing"/> above all, belongs into the fold: fit it to the
    /// training part of each, or what is held out leaks into it.
    /// </summary>
    /// <param name="count">Number of folds, at least 2.</param>
    /// <param name="seed">Equal seeds give equal folds.</param>
    /// <param name="stratified">Whether each class is divided by itself, so that all folds have its share (classification only).</param>
    /// <returns>For each fold what to train on and what is held out. Sizes differ by 1 at most (stratified: of each class).</returns>
    /// <exception cref="ArgumentException">There are fewer examples than folds, or of a class where classes are divided, or stratified regression was asked for.</exception>
    public IReadOnlyList<(Dataset Train, Dataset HeldOut)> Folds(int count, ulong seed, bool stratified = false)
    {
        if (count < 2 || count > Count)
        {
            throw new ArgumentException($"{FigureText.Count(count, "fold")} of {FigureText.Count(Count, "example")} {(count == 1 ? "was" : "were")} asked for, but there must be at least 2, and an example for each{(Count < 2 ? "" : $"; ask for 2 to {Count}")}.");
        }

        if (stratified)
        {
            CheckStratified(count);
        }

        // Dealt out like cards: one class after the other where classes are divided, so that each is spread evenly.
        var order = RandomOrder(Count, new RandomSource(seed));
        int[] dealt = stratified ? [.. order.OrderBy(example => _labels[example])] : order;
        var fold = new int[Count];
        for (var place = 0; place < dealt.Length; place++)
        {
            fold[dealt[place]] = place % count;
        }

        return [.. Enumerable.Range(0, count).Select(held => (Select(order.Where(example => fold[example] != held).ToArray()), Select(order.Where(example => fold[example] == held).ToArray())))];
    }

    private void CheckStratified(int count)
    {
        if (_labels.Length == 0)
        {
            throw new ArgumentException("Stratified folds were asked for, but the examples of this dataset have no classes.");
        }

        var small = _labels.CountBy(label => label).OrderBy(pair => pair.Value).ThenBy(pair => pair.Key).First();
        if (small.Value < count)
        {
            throw new ArgumentException($"{count} stratified folds were asked for, but class {small.Key}{DatasetNames.After(ClassNames, small.Key)} has {FigureText.Count(small.Value, "example")}; {(small.Value < 2 ? "give it more examples" : $"ask for at most {small.Value} folds")}, or leave stratified out.");
        }
    }
}
