using Rationale.Data;

namespace Rationale.Tests.Data;

/// <summary>Cross-validation: every example is held out once.</summary>
public sealed class FoldsTests
{
    [Theory]
    [InlineData(20, 4, false)]
    [InlineData(23, 5, false)]
    [InlineData(23, 5, true)]
    [InlineData(6, 6, false)]
    public void Every_example_is_held_out_once_and_trained_on_otherwise(int count, int folds, bool stratified)
    {
        var data = Numbered(count);
        var all = data.Folds(folds, seed: 3, stratified);

        Assert.Equal(folds, all.Count);
        Assert.Equal(Enumerable.Range(0, count), all.SelectMany(fold => Numbers(fold.HeldOut)).Order());
        Assert.All(all, fold =>
        {
            Assert.Equal(Enumerable.Range(0, count), Numbers(fold.Train).Concat(Numbers(fold.HeldOut)).Order());
            Assert.InRange(fold.HeldOut.Count, count / folds, (count / folds) + 1);
        });
    }

    [Fact]
    public void Stratified_folds_have_the_share_of_each_class()
    {
        int[] labels = [.. Enumerable.Range(0, 50).Select(i => i < 35 ? 0 : i < 45 ? 1 : 2)];
        var folds = Numbered(50).WithLabels(labels).Folds(5, seed: 1, stratified: true);

        Assert.All(folds, fold => Assert.Equal([7, 2, 1], Enumerable.Range(0, 3).Select(label => fold.HeldOut.Labels.ToArray().Count(other => other == label))));
    }

    [Fact]
    public void Equal_seeds_give_equal_folds_and_others_do_not()
    {
        var data = Numbered(30);

        Assert.Equal(Numbers(data.Folds(3, 7)[1].HeldOut), Numbers(data.Folds(3, 7)[1].HeldOut));
        Assert.NotEqual(Numbers(data.Folds(3, 7)[1].HeldOut), Numbers(data.Folds(3, 8)[1].HeldOut));
    }

    [Theory]
    [InlineData(1, "1 fold of 10 examples was asked for, but there must be at least 2, and an example for each; ask for 2 to 10.")]
    [InlineData(11, "11 folds of 10 examples were asked for, but there must be at least 2, and an example for each; ask for 2 to 10.")]
    public void Impossible_numbers_are_refused(int count, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Numbered(10).Folds(count, 1)).Message);

    [Fact]
    public void A_class_with_fewer_examples_than_folds_is_named_and_the_advice_works()
    {
        var data = Numbered(10).WithLabels([0, 0, 0, 0, 0, 0, 0, 1, 1, 1]).WithClassNames(["granted", "declined"]);

        Assert.Equal(
            "5 stratified folds were asked for, but class 1 ('declined') has 3 examples; ask for at most 3 folds, or leave stratified out.",
            Assert.Throws<ArgumentException>(() => data.Folds(5, 1, stratified: true)).Message);
        Assert.Equal(3, data.Folds(3, 1, stratified: true).Count);
        Assert.Equal(5, data.Folds(5, 1).Count);

        var lone = Numbered(3).WithLabels([0, 0, 1]);
        Assert.Equal(
            "2 stratified folds were asked for, but class 1 has 1 example; give it more examples, or leave stratified out.",
            Assert.Throws<ArgumentException>(() => lone.Folds(2, 1, stratified: true)).Message);
        Assert.Equal(2, lone.Folds(2, 1).Count);
    }

    /// <summary>What is held out must not decide how it is scaled.</summary>
    [Fact]
    public void A_preprocessing_that_is_fitted_in_the_fold_knows_its_training_part_only()
    {
        var scales = Numbered(12).Folds(3, 1).Select(fold => Preprocessing.Create().Standardize().Fit(fold.Train).Transform(fold.Train).Features).ToList();

        Assert.All(scales, features => Assert.Equal(0, Enumerable.Range(0, features.Count).Average(row => Value(features, row)), 1e-6));
        Assert.Equal(3, scales.Select(features => Value(features, 0)).Distinct().Count());
    }

    private static Dataset Numbered(int count) =>
        Dataset.ForClassification(FeatureMatrix.FromArray([.. Enumerable.Range(0, count).Select(i => (float)i)], 1), [.. Enumerable.Range(0, count).Select(i => i % 2)]);

    private static int[] Numbers(Dataset data) => [.. Enumerable.Range(0, data.Count).Select(row => (int)Value(data.Features, row))];

    private static float Value(FeatureMatrix features, int row)
    {
        var value = new float[1];
        features.CopyRows(row, 1, value);
        return value[0];
    }
}
