using Rationale.Data;

namespace Rationale.Tests.Data;

public class FeatureScalerTests
{
    private static readonly FeatureMatrix Train = FeatureMatrix.FromArray([1, 7, 100_000, 2, 7, 100_001, 3, 7, 100_002, 6, 7, 100_005], 3);

    [Fact]
    public void Standardized_training_data_have_mean_0_and_deviation_1_and_a_constant_becomes_0()
    {
        var scaler = Standardizer.Fit(Train);
        Assert.Equal([3, 7, 100_002], scaler.Offsets);
        Assert.Equal(Math.Sqrt(14 / 4.0), scaler.Divisors[0], 1e-12);
        Assert.Equal(1, scaler.Divisors[1]);
        Assert.Equal(Math.Sqrt(14 / 4.0), scaler.Divisors[2], 1e-9);
        var scaled = scaler.Transform(Train);
        for (var i = 0; i < 3; i++)
        {
            var values = Enumerable.Range(0, 4).Select(row => (double)scaled[row, i]).ToList();
            Assert.Equal(0, values.Average(), 1e-6);
            Assert.Equal(i == 1 ? 0 : 1, values.Average(value => value * value), 1e-5);
        }
    }

    [Fact]
    public void Values_that_are_large_beside_their_spread_keep_it()
    {
        var large = FeatureMatrix.FromArray([10_000_000, 10_000_001, 10_000_002, 10_000_003], 1);
        Assert.Equal([-1.3416408f, -0.4472136f, 0.4472136f, 1.3416408f], Standardizer.Fit(large).Transform(large).ToArray());
        Assert.Equal([0, 1 / 3f, 2 / 3f, 1], MinMaxScaler.Fit(large).Transform(large).ToArray());
        Assert.Equal(large.ToArray(), Standardizer.Fit(large).Inverse(Standardizer.Fit(large).Transform(large)).ToArray());
    }

    [Fact]
    public void Any_scale_is_standardized_as_by_double_arithmetic()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 200; trial++)
        {
            var (offset, spread) = (Math.Pow(10, random.Next(-30, 31)), Math.Pow(10, random.Next(-30, 31)));
            float[] values = [.. Enumerable.Range(0, 9).Select(_ => (float)(offset + (spread * random.NextDouble())))];
            var (mean, squares) = (values.Average(value => (double)value), 0.0);
            foreach (var value in values)
            {
                squares += (value - mean) * (value - mean);
            }

            var deviation = squares > 0 ? Math.Sqrt(squares / values.Length) : 1;
            var scaled = Standardizer.Fit(FeatureMatrix.FromArray(values, 1)).Transform(FeatureMatrix.FromArray(values, 1));
            for (var i = 0; i < values.Length; i++)
            {
                Assert.Equal((values[i] - mean) / deviation, scaled[i, 0], 1e-6);
            }
        }
    }

    [Fact]
    public void Other_data_are_scaled_by_the_fit_on_train_alone()
    {
        var test = Dataset.ForClassification(FeatureMatrix.FromArray([10, 8, 0], 3), [0]).WithAnnotationMask(FeatureMatrix.Repeat([0, 1, 1], 1));
        var scaled = Standardizer.Fit(Train).Transform(test);
        Assert.Equal((10 - 3) / Math.Sqrt(3.5), scaled.Features[0, 0], 1e-5);
        Assert.Equal(1, scaled.Features[0, 1]);
        Assert.Equal([0, 1, 1], scaled.AnnotationMask!.Row(0));
    }

    [Fact]
    public void Min_max_scaling_spans_0_to_1()
    {
        var scaled = MinMaxScaler.Fit(Train).Transform(Train);
        Assert.Equal([0, 0, 0], scaled.Row(0));
        Assert.Equal([.2f, 0, .2f], scaled.Row(1));
        Assert.Equal([1, 0, 1], scaled.Row(3));
    }

    [Fact]
    public void The_inverse_gives_back_the_original()
    {
        foreach (var scaler in new FeatureScaler[] { Standardizer.Fit(Train), MinMaxScaler.Fit(Train) })
        {
            var back = scaler.Inverse(scaler.Transform(Train)).ToArray();
            Assert.Equal(Train.ToArray().Length, back.Length);
            foreach (var (expected, found) in Train.ToArray().Zip(back))
            {
                Assert.Equal(expected, found, expected * 1e-6f);
            }
        }
    }

    [Fact]
    public void Json_gives_back_the_same_scaler_bit_for_bit()
    {
        var scaler = Standardizer.Fit(Train);
        var read = Standardizer.FromJson(scaler.ToJson());
        Assert.Equal(scaler.Offsets, read.Offsets);
        Assert.Equal(scaler.Divisors, read.Divisors);
        Assert.Contains("MinMaxScaler was expected", Assert.Throws<DataFormatException>(() => MinMaxScaler.FromJson(scaler.ToJson())).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"kind\":3}")]
    [InlineData("{\"kind\":\"Standardizer\",\"offsets\":[1],\"divisors\":[]}")]
    [InlineData("{\"kind\":\"Standardizer\",\"offsets\":[1],\"divisors\":[0]}")]
    [InlineData("{\"kind\":\"Standardizer\",\"offsets\":[1],\"divisors\":[\"x\"]}")]
    [InlineData("{\"kind\":\"Standardizer\",\"offsets\":[1],\"divisors\":[1e999]}")]
    public void Json_of_something_else_is_refused(string json) => Assert.Throws<DataFormatException>(() => Standardizer.FromJson(json));

    [Fact]
    public void Another_number_of_features_is_named() =>
        Assert.Contains("2 values wide, but the scaler was fitted on 3", Assert.Throws<ArgumentException>(() => Standardizer.Fit(Train).Transform(FeatureMatrix.Repeat([1, 2], 1))).Message);
}
