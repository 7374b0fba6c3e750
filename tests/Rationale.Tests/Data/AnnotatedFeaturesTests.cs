using Rationale.Data;

namespace Rationale.Tests.Data;

/// <summary>Annotation masks by names of features, before a preprocessing and after it.</summary>
public sealed class AnnotatedFeaturesTests
{
    private static readonly Dataset Raw = Dataset.ForClassification(
        FeatureMatrix.FromColumns(
            RawColumn.FromNumbers("officer_code", [3, double.NaN, 1, 2]),
            RawColumn.FromTexts("city", ["a", "b", "c", "a"]),
            RawColumn.FromNumbers("income", [10, 20, 30, 40])),
        [0, 1, 0, 1]);

    private static readonly Preprocessing Steps = Preprocessing.Create().Impute(Imputation.Mean, indicators: true, "officer_code").OneHot("city").Standardize("income").Fit(Raw);

    [Theory]
    [InlineData(new[] { "officer_code" }, new[] { 1f, 0, 0 }, new[] { 1f, 0, 0, 0, 0, 1 })]
    [InlineData(new[] { "city" }, new[] { 0f, 1, 0 }, new[] { 0f, 1, 1, 1, 0, 0 })]
    [InlineData(new[] { "income", "city", "city" }, new[] { 0f, 1, 1 }, new[] { 0f, 1, 1, 1, 1, 0 })]
    public void A_name_means_the_same_before_a_preprocessing_and_after(string[] names, float[] raw, float[] transformed)
    {
        var before = Raw.WithAnnotatedFeatures(names);
        Assert.Equal(Enumerable.Repeat(raw, 4).SelectMany(row => row), before.AnnotationMask!.ToArray());
        var expected = Enumerable.Repeat(transformed, 4).SelectMany(row => row);
        Assert.Equal(expected, Steps.Transform(before).AnnotationMask!.ToArray());
        Assert.Equal(expected, Steps.Transform(Raw).WithAnnotatedFeatures(names).AnnotationMask!.ToArray());
    }

    [Fact]
    public void One_column_of_a_category_can_be_named_after_the_preprocessing()
    {
        var data = Steps.Transform(Raw).WithAnnotatedFeatures("city").WithAnnotatedFeatures("city=b");
        Assert.Equal([0, 0, 1, 0, 0, 0], data.AnnotationMask!.Row(2));
    }

    [Fact]
    public void Names_that_there_are_not_are_refused_with_those_that_there_are()
    {
        Assert.Equal("The feature 'officer' was to be annotated, but there is none of that name; the features are officer_code, city, income.", Message(Raw, "city", "officer"));
        Assert.Equal("Features were to be annotated, but none was named; name those that should not matter, or remove a mask with WithAnnotationMask(null).", Message(Raw));
        var bare = Dataset.ForClassification(FeatureMatrix.FromArray([1, 2], 2), [0]);
        Assert.Equal("The feature 'a' was to be annotated, but the features of these data have no names; name them with WithFeatureNames, or give a mask with WithAnnotationMask.", Message(bare, "a"));
        Assert.Equal([0, 1], bare.WithFeatureNames(["b", "a"]).WithAnnotatedFeatures("a").AnnotationMask!.ToArray());

        static string Message(Dataset data, params string[] names) => Assert.Throws<ArgumentException>(() => data.WithAnnotatedFeatures(names)).Message;
    }
}
