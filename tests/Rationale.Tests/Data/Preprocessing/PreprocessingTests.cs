using System.Globalization;
using Rationale.Data;
using static Rationale.Tests.Data.RawTables;

namespace Rationale.Tests.Data;

/// <summary>Each step against its definition.</summary>
public sealed class PreprocessingTests
{
    private const double Missing = double.NaN;

    [Theory]
    [InlineData(Imputation.Mean, 4)]
    [InlineData(Imputation.Median, 2.5f)]
    [InlineData(Imputation.Mode, 1)]
    [InlineData(Imputation.Zero, 0)]
    public void Missing_values_are_filled_by_what_the_training_data_say(Imputation imputation, float expected)
    {
        var fitted = Preprocessing.Create().Impute(imputation).Fit(Numbers(1, 4, Missing, 1, 10));
        Assert.Equal([expected, 7], fitted.Transform(Numbers(Missing, 7)).Features.ToArray());
        Assert.Equal(imputation == Imputation.Median ? 2.5f : expected, fitted.Transform(Numbers(Missing)).Features[0, 0]);
    }

    [Fact]
    public void The_most_frequent_text_fills_texts_and_of_equals_the_least_is_taken()
    {
        var fitted = Preprocessing.Create().Impute(Imputation.Mode).OneHot().Fit(Texts("b", "c", null, "b", "c"));
        Assert.Equal(["c=b", "c=c"], fitted.OutputNames!);
        Assert.Equal([1f, 0, 0, 1], fitted.Transform(Texts(null, "c")).Features.ToArray());

        // A table whose own texts lack the one that fills.
        Assert.Equal([1f, 0], fitted.Transform(Texts((string?)null)).Features.ToArray());
    }

    [Fact]
    public void Indicators_stand_behind_all_columns_and_only_where_the_training_data_lacked_a_value()
    {
        var train = FeatureMatrix.FromColumns(RawColumn.FromNumbers("a", [1, Missing, 3]), RawColumn.FromNumbers("b", [4, 5, 6]));
        var fitted = Preprocessing.Create().Impute(Imputation.Mean, indicators: true).Fit(train);
        Assert.Equal(["a", "b", "a is missing"], fitted.OutputNames!);
        var test = FeatureMatrix.FromColumns(RawColumn.FromNumbers("a", [Missing, 9]), RawColumn.FromNumbers("b", [Missing, 1]));
        Assert.Equal([2f, 5, 1, 9, 1, 0], fitted.Transform(test).ToArray());
    }

    [Fact]
    public void Standardized_columns_have_mean_0_and_deviation_1_whatever_their_scale()
    {
        var fitted = Preprocessing.Create().Standardize().Fit(Numbers(10_000_000, 10_000_001, 10_000_002, 10_000_003));
        Assert.Equal([-1.3416408f, -0.4472136f, 0.4472136f, 1.3416408f], fitted.Transform(Numbers(10_000_000, 10_000_001, 10_000_002, 10_000_003)).Features.ToArray());

        // Days as numbers, which floats cannot tell apart.
        var days = Preprocessing.Create().MinMax().Fit(Numbers(20240131, 20240132, 20240133));
        Assert.Equal([0f, .5f, 1], days.Transform(Numbers(20240131, 20240132, 20240133)).Features.ToArray());
    }

    [Fact]
    public void Any_scale_is_standardized_as_by_double_arithmetic()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 200; trial++)
        {
            var (offset, spread) = (Math.Pow(10, random.Next(-30, 31)), Math.Pow(10, random.Next(-30, 31)));
            double[] values = [.. Enumerable.Range(0, 9).Select(_ => offset + (spread * random.NextDouble()))];
            var (mean, squares) = (values.Average(), 0.0);
            foreach (var value in values)
            {
                squares += (value - mean) * (value - mean);
            }

            // Where doubles cannot tell the values apart, they are a constant to both.
            if (values.Distinct().Count() < 3)
            {
                continue;
            }

            var deviation = Math.Sqrt(squares / values.Length);
            var found = Preprocessing.Create().Standardize().Fit(Numbers(values)).Transform(Numbers(values)).Features;
            for (var i = 0; i < values.Length; i++)
            {
                Assert.Equal((values[i] - mean) / deviation, found[i, 0], Math.Max(1e-6, 1e-14 * offset / spread));
            }
        }
    }

    [Fact]
    public void Constant_columns_become_0_and_missing_values_do_not_count()
    {
        Assert.Equal([0f, 0], Preprocessing.Create().Standardize().Fit(Numbers(7, 7, 7)).Transform(Numbers(7, 7)).Features.ToArray());
        Assert.Equal([0f, 3], Preprocessing.Create().MinMax().Fit(Numbers(7, 7)).Transform(Numbers(7, 10)).Features.ToArray());
        var fitted = Preprocessing.Create().Standardize().Impute(Imputation.Zero).Fit(Numbers(1, Missing, 3));
        Assert.Equal([-1f, 0, 1], fitted.Transform(Numbers(1, Missing, 3)).Features.ToArray());
    }

    [Fact]
    public void Known_numbers_scale_pixels_and_channels()
    {
        var images = FeatureMatrix.FromBytes([0, 255, 51, 102], 4);
        Assert.Equal([0f, 1, .2f, .4f], Preprocessing.Create().Scale(0, 255).Fit(images).Transform(images).ToArray());
        var channels = Preprocessing.Create().Scale(0, 255).NormalizeChannels([.5, .25], [.5, .25]).Fit(images);
        Assert.Equal([-1f, 3, -.6f, .6f], channels.Transform(images).ToArray());
    }

    [Fact]
    public void Channels_are_standardized_over_all_pixels_of_the_training_data()
    {
        // Two pixels of two channels: 0, 2, 4, 6 in the first and 10, 10, 10, 10 in the second.
        var images = FeatureMatrix.FromArray([0, 10, 2, 10, 4, 10, 6, 10], 4);
        var fitted = Preprocessing.Create().StandardizeChannels(2).Fit(images);
        var (one, three) = ((float)(1 / Math.Sqrt(5)), (float)(3 / Math.Sqrt(5)));
        Assert.Equal([-three, 0, -one, 0, one, 0, three, 0], fitted.Transform(images).ToArray());
        Assert.Contains("3 channels must divide", Assert.Throws<ArgumentException>(() => Preprocessing.Create().StandardizeChannels(3).Fit(images)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Categories_are_in_ordinal_order_of_texts_and_numbers_by_size()
    {
        var texts = Preprocessing.Create().OneHot().Fit(Texts("red", "Blue", "green", "red"));
        Assert.Equal(["c=Blue", "c=green", "c=red"], texts.OutputNames!);
        Assert.Equal([0f, 0, 1, 1, 0, 0], texts.Transform(Texts("red", "Blue")).Features.ToArray());
        var numbers = Preprocessing.Create().OneHot("x").Fit(Numbers(10, 2, 10, -1.5));
        Assert.Equal(["x=-1.5", "x=2", "x=10"], numbers.OutputNames!);
        Assert.Equal([0f, 0, 1], numbers.Transform(Numbers(10)).Features.ToArray());
        Assert.Equal([2f, 0], Preprocessing.Create().Ordinal("x").Fit(Numbers(10, 2, -1.5)).Transform(Numbers(10, -1.5)).Features.ToArray());
    }

    [Fact]
    public void An_order_that_means_something_can_be_given()
    {
        var fitted = Preprocessing.Create().OrdinalBy("c", ["low", "medium", "high"]).Fit(Texts("high", "low"));
        Assert.Equal([2f, 1, 0], fitted.Transform(Texts("high", "medium", "low")).Features.ToArray());
        Assert.Contains("give each category once", Assert.Throws<ArgumentException>(() => Preprocessing.Create().OrdinalBy("c", ["a", "a"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_categories_are_refused_with_the_known_ones_or_ignored_on_request()
    {
        var strict = Preprocessing.Create().OneHot().Fit(Texts("red", "blue"));
        Assert.Equal(
            "The category \"pink\" of feature 'c' in example 1 is unknown; the training data had blue, red. Correct the value, or fit the preprocessing with UnknownCategory.Ignore.",
            Assert.Throws<ArgumentException>(() => strict.Transform(Texts("red", "pink"))).Message);
        Assert.Equal([0f, 1, 0, 0], Preprocessing.Create().OneHot(UnknownCategory.Ignore).Fit(Texts("red", "blue")).Transform(Texts("red", "pink")).Features.ToArray());
        Assert.Equal([1f, -1], Preprocessing.Create().Ordinal(UnknownCategory.Ignore).Fit(Texts("red", "blue")).Transform(Texts("red", "pink")).Features.ToArray());
        var numbers = Preprocessing.Create().OneHot("x").Fit(Numbers(1, 2));
        Assert.Contains("\"3\" of feature 'x' in example 0 is unknown; the training data had 1, 2", Assert.Throws<ArgumentException>(() => numbers.Transform(Numbers(3))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_category_is_one_of_them_where_the_training_data_had_it()
    {
        var known = Preprocessing.Create().OneHot().Fit(Texts("red", null, "blue"));
        Assert.Equal(["c=blue", "c=red", "c is missing"], known.OutputNames!);
        Assert.Equal([0f, 0, 1], known.Transform(Texts((string?)null)).Features.ToArray());
        var never = Preprocessing.Create().OneHot().Fit(Texts("red", "blue"));
        Assert.Equal(
            "The category of feature 'c' in example 0 is missing, which the training data never had; fill it with Impute(Imputation.Mode, \"c\") before the encoding.",
            Assert.Throws<ArgumentException>(() => never.Transform(Texts((string?)null))).Message);
        var advised = Preprocessing.Create().Impute(Imputation.Mode, "c").OneHot().Fit(Texts("red", "blue"));
        Assert.Equal([1f, 0], advised.Transform(Texts((string?)null)).Features.ToArray());
    }

    [Fact]
    public void Words_become_ids_of_one_length()
    {
        var fitted = Preprocessing.Create().Tokenize(4, 5).Fit(Texts("b a b", "a b c", "d"));
        Assert.Equal(5, fitted.VocabularySize);
        Assert.Equal(["c[0]", "c[1]", "c[2]", "c[3]"], fitted.OutputNames!);

        // b (3 times), a (2) and then c before d; 1 is any other word, 0 the end.
        Assert.Equal([3f, 2, 4, 1, 2, 0, 0, 0, 0, 0, 0, 0], fitted.Transform(Texts("A B, c! d b", "B", null)).Features.ToArray());
        Assert.Contains("name one", Assert.Throws<ArgumentException>(() => Preprocessing.Create().Tokenize(4, 5).Fit(Numbers(1))).Message, StringComparison.Ordinal);
        Assert.Contains("holds numbers", Assert.Throws<ArgumentException>(() => Preprocessing.Create().Tokenize(4, 5, "x").Fit(Numbers(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_columns_does_not_matter_where_they_have_names()
    {
        var (train, test) = (People(60), People(9, seed: 2));
        var fitted = Steps.Fit(train);
        Assert.Equal(["age", "color=blue", "color=green", "color=red", "income", "age is missing"], fitted.OutputNames!);
        var expected = fitted.Transform(test);
        int[][] orders = [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        foreach (var order in orders)
        {
            string[] names = [.. order.Select(column => test.FeatureNames![column])];
            Assert.Equal(expected.Features.ToArray(), fitted.Transform(test.AlignTo(names, null)).Features.ToArray());
            Assert.Equal(expected.Features.ToArray(), fitted.Transform(test.AlignTo(names, null).Features).ToArray());
            var other = Steps.Fit(train.AlignTo(names, null)).Transform(test).AlignTo(fitted.OutputNames, null);
            Assert.Equal(expected.Features.ToArray(), other.Features.ToArray());
        }
    }

    [Fact]
    public void The_order_of_examples_decides_nothing_about_categories()
    {
        var train = People(60);
        var expected = Steps.Fit(train);
        for (var seed = 0UL; seed < 5; seed++)
        {
            var other = Steps.Fit(train.Shuffle(seed));
            Assert.Equal(expected.OutputNames!, other.OutputNames!);
            var (one, two) = (expected.Transform(train).Features.ToArray(), other.Transform(train).Features.ToArray());
            Assert.Equal(one.Length, two.Length);
            foreach (var (first, second) in one.Zip(two))
            {
                Assert.Equal(first, second, 1e-5f);
            }
        }
    }

    [Fact]
    public void Only_the_training_rows_are_looked_at()
    {
        var all = Dataset.Unlabeled(FeatureMatrix.FromColumns(RawColumn.FromNumbers("x", [1, 3, 1000]), RawColumn.FromTexts("c", ["a", "b", "z"])));
        var fitted = Preprocessing.Create().Standardize().OneHot().Fit(all.Take(2));
        Assert.Equal(["x", "c=a", "c=b"], fitted.OutputNames!);
        Assert.Equal([-1f, 1, 0, 1, 0, 1], fitted.Transform(all.Take(2)).Features.ToArray());
        Assert.Contains("the training data had a, b", Assert.Throws<ArgumentException>(() => fitted.Transform(all)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_weights_and_masks_stay_with_what_comes_from_their_columns()
    {
        var data = People(12);
        var weights = Enumerable.Range(0, 12).Select(row => 1f + row).ToArray();
        var marked = data.WithExampleWeights(weights).WithAnnotationMask(FeatureMatrix.Repeat([0, 1, 0], 12));
        var made = Steps.Fit(data).Transform(marked);
        Assert.Equal([0f, 1, 1, 1, 0, 0], made.AnnotationMask!.Row(3));
        Assert.Equal(weights, made.ExampleWeights!.ToArray());
        Assert.Equal(data.Labels.ToArray(), made.Labels.ToArray());
        Assert.Equal(["young", "old"], made.ClassNames!);
        var background = Steps.Fit(data).Transform(data.WithBackground(data.Features)).Find("background")!;
        Assert.Equal(made.Features.ToArray(), background.ToArray());
    }

    [Fact]
    public void Data_without_names_go_by_place()
    {
        var fitted = Preprocessing.Create().MinMax("1").Fit(FeatureMatrix.FromArray([5, 0, 6, 10], 2));
        Assert.Null(fitted.OutputNames);
        Assert.Equal([7f, .5f], fitted.Transform(FeatureMatrix.FromArray([7, 5], 2)).ToArray());
        Assert.Contains("3 features, but the preprocessing was fitted on 2", Assert.Throws<ArgumentException>(() => fitted.Transform(FeatureMatrix.Repeat([1, 2, 3], 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preprocessed_data_say_so_through_every_selection()
    {
        var data = People(20);
        var fitted = Steps.Fit(data);
        var made = fitted.Transform(data);
        Dataset[] all = [made, made.Take(3), made.Skip(2).Select([4, 1]), made.Shuffle(3), Dataset.Concat(made, made.Take(2)), made.Split(0.5, 1).First, made.WithLabels(made.Labels.Span), made.AlignTo([.. made.FeatureNames!.Reverse()], null)];
        Assert.All(all, part => Assert.Same(fitted, part.Preprocessing));
        Assert.Null(data.Preprocessing);
        Assert.Contains("preprocessed already", Assert.Throws<ArgumentException>(() => fitted.Transform(made)).Message, StringComparison.Ordinal);
        Assert.Contains("preprocessed already", Assert.Throws<ArgumentException>(() => Steps.Fit(made)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_were_computed_from_preprocessed_ones_must_say_so()
    {
        var data = People(20);
        var made = Steps.Fit(data).Transform(data);
        var noisy = FeatureMatrix.FromArray([.. made.Features.ToArray().Select(value => value + .1f)], made.Features.Width);
        Assert.Equal(
            "The features of these data have been preprocessed, but the new ones do not say so, and would be taken for raw ones; say it with FeatureMatrix.AsPreprocessed, or begin with the raw data. (Parameter 'features')",
            Assert.Throws<ArgumentException>(() => made.WithFeatures(noisy)).Message);
        Assert.Same(made.Preprocessing, made.WithFeatures(noisy.AsPreprocessed(made.Preprocessing!)).Take(4).Preprocessing);
        Assert.Contains("different preprocessings, were given together", Assert.Throws<ArgumentException>(
            () => Dataset.Concat(made, Dataset.ForClassification(noisy, made.Labels.Span).WithFeatureNames(made.FeatureNames))).Message, StringComparison.Ordinal);
        Assert.Contains("3 values wide", Assert.Throws<ArgumentException>(() => FeatureMatrix.Repeat([1, 2, 3], 1).AsPreprocessed(made.Preprocessing!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_do_not_fit_are_refused_in_one_sentence()
    {
        var data = People(20);
        (string Expected, Func<Preprocessing> Fit)[] bad =
        [
            ("'weight', which there is not; there are age, color, income", () => Preprocessing.Create().Standardize("weight").Fit(data)),
            ("'color', which holds texts; encode it first", () => Preprocessing.Create().Standardize("color").Fit(data)),
            ("'age' twice; name it once", () => Preprocessing.Create().Standardize("age", "age").Fit(data)),
            ("'color' still holds texts after the last step", () => Preprocessing.Create().Impute(Imputation.Mean).Fit(data)),
            ("'age' are still missing after the last step of the preprocessing; fill them with Impute", () => Preprocessing.Create().OneHot().Fit(data)),
            ("Every value of the feature 'x' is missing in the training data", () => Preprocessing.Create().Impute(Imputation.Mean).Fit(Numbers(Missing, Missing))),
            ("Every value of the feature 'x' is missing in the training data", () => Preprocessing.Create().Impute(Imputation.Median).Fit(Numbers(Missing, Missing))),
            ("Every value of the feature 'x' is missing in the training data", () => Preprocessing.Create().MinMax().Fit(Numbers(Missing, Missing))),
            ("the divisor not 0", () => Preprocessing.Create().Scale(1, 0).Fit(data)),
            ("give one of each for every channel", () => Preprocessing.Create().NormalizeChannels([1], []).Fit(data)),
        ];
        Assert.All(bad, pair => Assert.Contains(pair.Expected, Assert.Throws<ArgumentException>(pair.Fit).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Data_that_do_not_fit_are_refused_in_one_sentence()
    {
        var fitted = Preprocessing.Create().Standardize().Fit(Numbers(1, 2));
        (string Expected, Dataset Data)[] bad =
        [
            ("'x' of example 1 is missing, which no step of the preprocessing fills", Numbers(1, Missing)),
            ("has the feature 'x', which the data lack; the data have 'c'", Texts("a")),
            ("'x' holds texts, but the preprocessing was fitted on numbers", Texts("a").WithFeatureNames(["x"])),
            ("the feature 'y', which the preprocessing does not know", Dataset.Unlabeled(FeatureMatrix.FromColumns(RawColumn.FromNumbers("x", [1]), RawColumn.FromNumbers("y", [1])))),
        ];
        Assert.All(bad, pair => Assert.Contains(pair.Expected, Assert.Throws<ArgumentException>(() => fitted.Transform(pair.Data)).Message, StringComparison.Ordinal));
        Assert.Contains("'c' holds numbers, but the preprocessing was fitted on texts", Assert.Throws<ArgumentException>(
            () => Preprocessing.Create().OneHot().Fit(Texts("a", "b")).Transform(Numbers(1).WithFeatureNames(["c"]))).Message, StringComparison.Ordinal);
        var tiny = Preprocessing.Create().Scale(0, 1e-30).Fit(Numbers(1));
        Assert.Contains("which is too large for a float; check the raw value", Assert.Throws<ArgumentException>(() => tiny.Transform(Numbers(1e10))).Message, StringComparison.Ordinal);
        Assert.Contains("must be a number between", Assert.Throws<ArgumentException>(() => Numbers(double.PositiveInfinity)).Message, StringComparison.Ordinal);
        Assert.Contains("has 2 values, but column 'x' has 1", Assert.Throws<ArgumentException>(
            () => FeatureMatrix.FromColumns(RawColumn.FromNumbers("x", [1]), RawColumn.FromNumbers("y", [1, 2]))).Message, StringComparison.Ordinal);
        Assert.Contains("Two columns are named 'x'", Assert.Throws<ArgumentException>(
            () => FeatureMatrix.FromColumns(RawColumn.FromNumbers("x", [1]), RawColumn.FromNumbers("x", [1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_in_which_something_is_missing_can_be_dropped_from_arrays_too()
    {
        Assert.Equal([1f, 3], Numbers(1, Missing, 3).DropMissing().Features.ToArray());
        Assert.Equal(2, Texts("a", null, "b").DropMissing().Count);
        var whole = Numbers(1, 2);
        Assert.Same(whole, whole.DropMissing());
        Assert.Contains("none is left", Assert.Throws<ArgumentException>(() => Numbers(Missing).DropMissing()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_its_steps_shows_what_was_measured()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            var text = Preprocessing.Create().Impute(Imputation.Median, indicators: true).Standardize("x").Fit(Numbers(1, Missing, 2)).ToString();
            Assert.Equal("1 raw feature to 2\nstep                          features\nimpute  x by 1.5, with indicators of x\nscale                   standardize: x\n", text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
