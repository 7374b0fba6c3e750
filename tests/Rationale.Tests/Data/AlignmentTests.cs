using Rationale.Data;

namespace Rationale.Tests.Data;

/// <summary>Names decide what a column and a class mean, whatever their order in a file.</summary>
public sealed class AlignmentTests
{
    private static readonly CsvOptions Animals = new() { LabelColumn = "y" };

    [Fact]
    public void Two_files_whose_classes_appear_in_another_order_mean_the_same()
    {
        var (first, second) = (Read("a,b,y\n1,2,cat\n3,4,dog\n"), Read("a,b,y\n5,6,dog\n7,8,cow\n9,0,cat\n"));
        var both = Dataset.Concat(first, second);
        Assert.Equal(["cat", "dog", "cow"], both.ClassNames);
        Assert.Equal([0, 1, 1, 2, 0], both.Labels.ToArray());
        Assert.Equal(3, both.Classes);
    }

    [Fact]
    public void Two_files_whose_columns_stand_in_another_order_mean_the_same()
    {
        var (first, second) = (Read("a,b,y\n1,2,cat\n"), Read("b,y,a\n6,cat,5\n"));
        Assert.Equal([1, 2, 5, 6], Dataset.Concat(first, second).Features.ToArray());
        Assert.Equal(["a", "b"], Dataset.Concat(first, second).FeatureNames);
    }

    [Fact]
    public void What_has_no_name_keeps_its_place()
    {
        var (named, bare) = (Read("a,b,y\n1,2,cat\n3,4,dog\n"), Dataset.ForClassification(FeatureMatrix.FromArray([5, 6], 2), [1], 2));
        var both = Dataset.Concat(bare, named);
        Assert.Equal([1, 0, 1], both.Labels.ToArray());
        Assert.Equal(["cat", "dog"], both.ClassNames);
        Assert.Same(bare, bare.AlignTo(["b", "a"], ["dog", "cat"]));
        Assert.Same(named, named.AlignTo(null, null));
    }

    [Fact]
    public void Permuted_columns_and_classes_come_back_with_masks_and_labels()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 50; trial++)
        {
            var (width, classes) = (random.Next(1, 9), random.Next(1, 6));
            string[] features = [.. Enumerable.Range(0, width).Select(i => $"f{i}")], names = [.. Enumerable.Range(0, classes).Select(i => $"c{i}")];
            int[] columns = [.. Enumerable.Range(0, width)], labels = [.. Enumerable.Range(0, 7).Select(_ => random.Next(classes))], order = [.. Enumerable.Range(0, classes)];
            random.Shuffle(columns);
            random.Shuffle(order);
            var values = Enumerable.Range(0, 7 * width).Select(_ => random.NextSingle()).ToArray();
            var data = Dataset.ForClassification(FeatureMatrix.FromArray(values, width), labels, classes)
                .WithAnnotationMask(FeatureMatrix.FromArray([.. values.Select(value => value > 0.5f ? 1f : 0f)], width)).WithFeatureNames(features).WithClassNames(names);
            float[] Permuted(FeatureMatrix of) => [.. Enumerable.Range(0, 7).SelectMany(row => columns.Select(column => of[row, column]))];
            var other = Dataset.ForClassification(FeatureMatrix.FromArray(Permuted(data.Features), width), [.. labels.Select(label => Array.IndexOf(order, label))], classes)
                .WithAnnotationMask(FeatureMatrix.FromArray(Permuted(data.AnnotationMask!), width))
                .WithFeatureNames([.. columns.Select(column => features[column])]).WithClassNames([.. order.Select(number => names[number])]);
            var aligned = other.Shuffle(3).AlignTo(features, names).Take(6);
            var expected = data.Shuffle(3).Take(6);
            Assert.Equal(expected.Features.ToArray(), aligned.Features.ToArray());
            Assert.Equal(expected.AnnotationMask!.ToArray(), aligned.AnnotationMask!.ToArray());
            Assert.Equal(expected.Labels.ToArray(), aligned.Labels.ToArray());
            Assert.Equal(features, aligned.FeatureNames);
            Assert.Equal(names, aligned.ClassNames);
        }
    }

    [Fact]
    public void Features_and_classes_that_do_not_fit_are_named()
    {
        var data = Read("a,b,y\n1,2,cat\n3,4,dog\n");
        Refused("The order asked for has the feature 'c', which the data lack; the data have 'a', 'b'.", ["a", "c"], null);
        Refused("The order asked for has the features 'c', 'd', which the data lack; the data have 'a', 'b'.", ["c", "d"], null);
        Refused("The data have the feature 'b', which the order asked for does not know; leave them out, for example with CsvOptions.FeatureColumns.", ["a"], null);
        Refused("The data have the class 'dog', which the order asked for does not know; its classes are 'cow', 'cat'.", null, ["cow", "cat"]);
        Assert.Equal([1], data.Take(1).AlignTo(null, ["cow", "cat"]).Labels.ToArray());
        Assert.StartsWith(
            "Two features of the data are named 'a'",
            Assert.Throws<ArgumentException>(() => data.WithFeatureNames(["a", "a"]).AlignTo(["b", "a"], null)).Message,
            StringComparison.Ordinal);

        void Refused(string expected, string[]? features, string[]? classes) =>
            Assert.Equal(expected, Assert.Throws<ArgumentException>(() => data.AlignTo(features, classes)).Message);
    }

    private static Dataset Read(string text) => CsvFile.Read(new StringReader(text), "animals.csv", Animals);
}
