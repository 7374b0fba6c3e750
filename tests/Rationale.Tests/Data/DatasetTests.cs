using Rationale.Data;
using Rationale.Tests.Models;

namespace Rationale.Tests.Data;

public class DatasetTests
{
    /// <summary>Example i has the features i, 10 i, the label i % 3 and the mask (0, i % 2).</summary>
    private static Dataset Numbers(int count)
    {
        float[] features = [.. Enumerable.Range(0, count).SelectMany(i => new float[] { i, 10 * i })];
        float[] masks = [.. Enumerable.Range(0, count).SelectMany(i => new float[] { 0, i % 2 })];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 3)];
        return Dataset.ForClassification(FeatureMatrix.FromArray(features, 2), labels, 3).WithAnnotationMask(FeatureMatrix.FromArray(masks, 2));
    }

    private static int[] RowsOf(Dataset dataset)
    {
        // Each example must still carry its own label and mask, whatever was done to the order.
        var rows = Enumerable.Range(0, dataset.Count).Select(i => (int)dataset.Features[i, 0]).ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(10 * rows[i], dataset.Features[i, 1]);
            Assert.Equal(rows[i] % 3, dataset.Labels.Span[i]);
            Assert.Equal(rows[i] % 2, dataset.AnnotationMask![i, 1]);
        }

        return rows;
    }

    [Fact]
    public void Taking_skipping_and_selecting_keep_features_labels_and_masks_together()
    {
        var data = Numbers(9);
        Assert.Equal([0, 1, 2], RowsOf(data.Take(3)));
        Assert.Equal(9, data.Take(100).Count);
        Assert.Equal([7, 8], RowsOf(data.Skip(7)));
        Assert.Equal([8, 2, 2], RowsOf(data.Select([8, 2, 2])));
        Assert.Equal([0, 1, 8], RowsOf(Dataset.Concat(data.Take(2), data.Skip(8))));
        var labels = new int[2];
        data.CopyLabels([5, 4], labels);
        Assert.Equal([2, 1], labels);
    }

    [Fact]
    public void Shuffling_is_a_permutation_decided_by_the_seed()
    {
        var data = Numbers(50);
        var order = RowsOf(data.Shuffle(1));
        Assert.Equal(Enumerable.Range(0, 50), order.Order());
        Assert.Equal(order, RowsOf(data.Shuffle(1)));
        Assert.NotEqual(order, RowsOf(data.Shuffle(2)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_split_shares_out_every_row_once(bool stratified)
    {
        var (first, second) = Numbers(100).Split(.67, 4, stratified);
        Assert.Equal((67, 33), (first.Count, second.Count));
        Assert.Equal(Enumerable.Range(0, 100), RowsOf(first).Concat(RowsOf(second)).Order());
    }

    [Fact]
    public void A_stratified_split_gives_each_class_its_share()
    {
        // 90 of class 0, 10 of class 1.
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? 1 : 0)];
        var data = Dataset.ForClassification(FeatureMatrix.FromArray(new float[100], 1), labels);
        for (ulong seed = 0; seed < 20; seed++)
        {
            var (first, second) = data.Split(.7, seed, stratified: true);
            Assert.Equal((7, 3), (first.Labels.ToArray().Sum(), second.Labels.ToArray().Sum()));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    [InlineData(.001)]
    public void A_split_that_leaves_a_part_empty_is_refused(double fraction) =>
        Assert.Throws<ArgumentException>(() => Numbers(10).Split(fraction, 1));

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_feature_that_is_not_finite_is_named_with_row_and_value(float value, string text)
    {
        // More values than one block of the check, so that the position is counted over blocks.
        var values = new float[20_000 * 5];
        values[19_998 * 5 + 3] = value;
        var error = Assert.Throws<ArgumentException>(() => Dataset.ForClassification(FeatureMatrix.FromArray(values, 5), new int[20_000]));
        Assert.Equal($"Feature 3 of example 19998 is {text}, but every feature must be a finite number; {(float.IsNaN(value) ? "leave the example out, or fill what is missing, with FeatureMatrix.FromColumns and a Preprocessing (Impute)" : "correct it, or leave the example out")}.", error.Message);
    }

    [Fact]
    public void Labels_and_sizes_that_do_not_fit_are_named()
    {
        var features = FeatureMatrix.FromArray(new float[6], 2);
        Assert.Equal("The label of example 1 is -4; labels run from 0 to 2.", Assert.Throws<ArgumentException>(() => Dataset.ForClassification(features, [0, -4, 1], 3)).Message);
        Assert.Equal("The label of example 2 is 3; labels run from 0 to 2.", Assert.Throws<ArgumentException>(() => Dataset.ForClassification(features, [0, 1, 3], 3)).Message);
        Assert.Equal(
            "The label of example 2 is 3; labels run from 0 to 2; the labels seem to count from 1, but classes count from 0: subtract 1 from each.",
            Assert.Throws<ArgumentException>(() => Dataset.ForClassification(features, [1, 2, 3], 3)).Message);
        Assert.Equal(3, Dataset.ForClassification(features, [1 - 1, 2 - 1, 3 - 1], 3).Classes);
        Assert.Contains("2 labels were given for 3 examples", Assert.Throws<ArgumentException>(() => Dataset.ForClassification(features, [0, 1])).Message);
        Assert.Contains("targets have 2 examples", Assert.Throws<ArgumentException>(() => Dataset.ForRegression(features, FeatureMatrix.FromArray([1, 2], 1))).Message);
        Assert.Contains("0 examples", Assert.Throws<ArgumentException>(() => Dataset.ForClassification(FeatureMatrix.FromArray([], 2), [])).Message);
        Assert.Contains("Target 0 of example 1 is NaN", Assert.Throws<ArgumentException>(() => Dataset.ForRegression(features, FeatureMatrix.FromArray([1, float.NaN, 2], 1))).Message);
    }

    [Fact]
    public void A_mask_of_the_wrong_shape_is_named()
    {
        var data = Numbers(4);
        Assert.Equal("The annotation mask is 3 values wide, but the features are 2; a mask has one value per feature.",
            Assert.Throws<ArgumentException>(() => data.WithAnnotationMask(FeatureMatrix.Repeat([1, 1, 1], 4))).Message);
        Assert.Contains("5 examples", Assert.Throws<ArgumentException>(() => data.WithAnnotationMask(FeatureMatrix.Repeat([1, 1], 5))).Message);
        Assert.Equal(
            "Annotation 1 of example 3 is -5; a mask is 1 at an input that should not matter and 0 elsewhere, and what lies between counts in part, but nothing counts less than 0.",
            Assert.Throws<ArgumentException>(() => data.WithAnnotationMask(FeatureMatrix.FromArray([0, 1, 0.5f, 0, -0f, 1, 1, -5], 2))).Message);
        Assert.Contains("of example 0 is -1;", Assert.Throws<ArgumentException>(() => data.WithAnnotationMask(FeatureMatrix.FromBytes(new byte[8], 2, 1, -1))).Message);
        Assert.Equal(0.5f, data.WithAnnotationMask(FeatureMatrix.Repeat([1, 0.5f], 4)).AnnotationMask![3, 1]);
        Assert.Contains("Annotation 1 of example 0 is NaN", Assert.Throws<ArgumentException>(() => data.WithAnnotationMask(FeatureMatrix.Repeat([1, float.NaN], 4))).Message);
    }

    [Fact]
    public void Concatenation_fills_missing_masks_with_zeros()
    {
        var data = Numbers(4);
        var both = Dataset.Concat(data.WithAnnotationMask(null), data);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1], both.AnnotationMask!.ToArray());
    }

    [Fact]
    public void Names_go_with_the_examples_and_join_where_they_agree()
    {
        var data = Dataset.ForClassification(FeatureMatrix.FromArray([1, 2, 3, 4, 5, 6], 2), [0, 1, 0], 2);
        var named = data.WithFeatureNames(["length", "width"]).WithClassNames(["cat", "dog"]);
        var more = data.WithLabels([2, 1, 0]).WithClassNames(["cat", "dog", "cow"]);
        foreach (var part in new[] { named.Take(2), named.Skip(1), named.Select([2, 0]), named.Shuffle(1), named.Split(0.5, 1).First, Dataset.Concat(data, named, data), Dataset.Concat(named, named) })
        {
            Assert.Equal(["length", "width"], part.FeatureNames);
            Assert.Equal(["cat", "dog"], part.ClassNames);
        }

        Assert.Equal(["cat", "dog", "cow"], Dataset.Concat(named, more).ClassNames);
        Assert.Null(Dataset.Concat(named, more.WithClassNames(null)).ClassNames);
    }

    [Fact]
    public void Errors_say_the_names()
    {
        var named = Dataset.ForClassification(FeatureMatrix.FromArray([1, 2, 3, 4], 2), [0, 3], 4).WithFeatureNames(["length", "width"]).WithClassNames(["cat", "dog", "cow", "emu"]);
        Assert.Equal(
            "Feature 1 ('width') of example 0 is NaN, but every feature must be a finite number; leave the example out, or fill what is missing, with FeatureMatrix.FromColumns and a Preprocessing (Impute).",
            Assert.Throws<ArgumentException>(() => named.WithFeatures(FeatureMatrix.FromArray([1, float.NaN, 3, 4], 2))).Message);
        using var model = Model.Interpret(Small.Linear(2, Small.Classes(3)));
        Assert.Equal(
            "Example 1 has the label 3 ('emu'), but 'Small' knows the classes 0 to 2; count classes from 0, or declare [Classifier(4)].",
            Assert.Throws<ArgumentException>(() => model.Evaluate(named)).Message);
    }

    [Fact]
    public void Regression_data_keep_their_targets_with_their_rows()
    {
        var data = Dataset.ForRegression(FeatureMatrix.FromArray([0, 1, 2], 1), FeatureMatrix.FromArray([0, 0, 1, 2, 2, 4], 2)).Shuffle(9);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(2 * data.Features[i, 0], data.Targets![i, 1]);
        }

        Assert.Throws<InvalidOperationException>(() => data.CopyLabels([0], new int[1]));
        Assert.Throws<ArgumentException>(() => data.Split(.5, 0, stratified: true));
    }
}
