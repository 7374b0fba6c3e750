using System.CommandLine;
using System.Text.Json;
using Rationale.Data;
using Rationale.Gpu;
using Rationale.Samples.DecoyDigits;
using Rationale.Samples.IrisCancer;
using Rationale.Samples.ToyColors;

namespace Rationale.Samples.Tests;

/// <summary>The samples as library calls, on little data: what they show must be there already.</summary>
public sealed class SampleRunTests
{
    private static readonly TrainingDisplay Nowhere = new LineDisplay(TextWriter.Null);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Iris_cancer_loses_accuracy_without_the_flower_only_where_it_was_free_to_use_it()
    {
        var results = new ResultTable("iris-cancer", 1);
        var device = new AskedDevice();
        await SplitRuns.AddToAsync(results, IrisCancerData.Load(), 24, 1, device, Nowhere, Cancellation);
        Assert.Equal(2 * 24, device.Programs);
        Assert.Equal(["unconstrained", "iris forbidden"], results.Rows.Select(row => row.Name));
        var (free, forbidden) = (results.Rows[0], results.Rows[1]);
        Assert.InRange(Value(free, "irisIn"), 0.88, 0.96);
        Assert.True(Value(free, "irisOut") < Value(free, "irisIn") - 0.05);
        Assert.True(Value(free, "irisInTopTen") > 2);
        Assert.Equal(Value(forbidden, "irisIn"), Value(forbidden, "irisOut"), 0.005);
        Assert.True(Value(forbidden, "irisInTopTen") < 0.1);
        Assert.InRange(Value(forbidden, "irisIn"), 0.86, 0.95);
    }

    [Fact]
    public async Task Other_explanations_of_iris_cancer_turn_away_from_the_flower()
    {
        var results = new ResultTable("iris-cancer", 1);
        var device = new AskedDevice();
        await OtherExplanations.AddToAsync(results, IrisCancerData.Load(), 8, 1, device, Nowhere, Cancellation);
        Assert.Equal(7, results.Rows.Count);
        Assert.Equal(7 * 8, device.Programs);
        Assert.True(Value(results.Rows[0], "irisUsage") > 0.15);
        Assert.True(results.Rows.Skip(3).Average(row => Value(row, "irisUsage")) < 0.1);
        Assert.True(results.Rows.Skip(3).Average(row => Value(row, "testAccuracy")) > Value(results.Rows[0], "testAccuracy"));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_numbers_however_many_models_run_side_by_side()
    {
        var data = IrisCancerData.Load();
        var (one, two) = (new ResultTable("iris-cancer", 1), new ResultTable("iris-cancer", 1));
        await SplitRuns.AddToAsync(one, data, 4, 3, Device.Cpu, Nowhere, Cancellation);
        await SplitRuns.AddToAsync(two, data, 4, 3, Device.Cpu, Nowhere, Cancellation);
        Assert.Equal(one.Rows.SelectMany(row => row.Metrics), two.Rows.SelectMany(row => row.Metrics));
    }

    [Fact]
    public async Task Toy_colors_point_away_from_the_forbidden_rule()
    {
        var device = new AskedDevice();
        var results = await ToyRules.RunAsync(new ToySets(ToyColorsData.Generate(5000, 1), ToyColorsData.Generate(2000, 2)) { Device = device }, 1, Nowhere, Cancellation);
        Assert.Equal(results.Rows.Count, device.Programs);
        Assert.Equal(["unconstrained", "corners forbidden", "top-middle forbidden", "both forbidden", "explanation 1", "explanation 2", "explanation 3"], results.Rows.Select(row => row.Name));
        Assert.All(results.Rows, row => Assert.Equal(["testAccuracy", "cornersShare", "topMiddleShare"], row.Metrics.Select(metric => metric.Name)));
        Assert.True(Value(results.Rows[1], "cornersShare") < Value(results.Rows[0], "cornersShare") - 0.1);
        Assert.True(Value(results.Rows[2], "cornersShare") > 0.8);
        Assert.True(Value(results.Rows[2], "testAccuracy") > 0.95);
        Assert.InRange(Value(results.Rows[3], "testAccuracy"), 0.48, 0.65);
    }

    [Fact]
    public async Task Decoy_digits_write_a_page_and_numbers()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (page, json) = (Path.Combine(folder.FullName, "new", "page.html"), Path.Combine(folder.FullName, "numbers.json"));
            var sets = DecoySets.Create(new MnistData(Digits(300, 1), Digits(100, 2)), quick: false, seed: 1) with { Epochs = 2 };
            var code = await new SampleCommand("test").RunAsync(["--json", json], context => DecoyDemo.CompareAsync(context, sets, page), TextWriter.Null, Cancellation);

            Assert.Equal(0, code);
            Assert.Equal(4 * 10, (await File.ReadAllTextAsync(page, Cancellation)).Split("<img ").Length - 1);
            var rows = JsonDocument.Parse(await File.ReadAllBytesAsync(json, Cancellation)).RootElement.GetProperty("rows").EnumerateArray().ToList();
            Assert.Equal(["unconstrained", "constrained"], rows.Select(row => row.GetProperty("name").GetString()));
            Assert.All(rows, row => Assert.Equal(["name", "trainAccuracy", "testAccuracy", "changedByDecoy", "onBlock", "seconds", "paper"], row.EnumerateObject().Select(value => value.Name)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_GPU_gives_the_table_of_the_CPU()
    {
        var sets = DecoySets.Create(new MnistData(Digits(80, 1), Digits(100, 2)), quick: false, seed: 1) with { Epochs = 3 };
        var (cpu, gpu) = (await TableAsync(Device.Cpu, "cpu"), await TableAsync(GpuDevice.Emulated, "gpu emulated"));
        Assert.Equal(["unconstrained", "constrained"], gpu.Rows.Select(row => row.Name));
        foreach (var (expected, row) in cpu.Rows.Zip(gpu.Rows))
        {
            foreach (var (metric, found) in expected.Metrics.Zip(row.Metrics).Where(pair => pair.First.Name != "seconds"))
            {
                // Sums are added in another order: of a hundred digits one may lie on the border.
                Assert.Equal(metric.Value, found.Value, 0.0101);
            }
        }

        async Task<ResultTable> TableAsync(Device device, string name)
        {
            var results = new ResultTable("decoy-digits", 1);
            foreach (var (row, weight) in new[] { ("unconstrained", 0.0), ("constrained", 1000) })
            {
                using var network = await DecoyNetwork.TrainAsync(row, sets with { Device = device }, weight, 1, Nowhere, Cancellation);
                Assert.Equal(name, network.Training.Device);
                network.AddTo(results, sets, (double.NaN, double.NaN));
            }

            return results;
        }
    }

    [Fact]
    public async Task A_constrained_network_leaves_the_block_alone()
    {
        var sets = DecoySets.Create(new MnistData(Digits(1500, 1), Digits(300, 2)), quick: false, seed: 1) with { Epochs = 100 };
        using var free = await DecoyNetwork.TrainAsync("unconstrained", sets, 0, 1, Nowhere, Cancellation);
        using var constrained = await DecoyNetwork.TrainAsync("constrained", sets, 1000, 1, Nowhere, Cancellation);
        Assert.True(OnBlock(constrained) < OnBlock(free) / 10, $"{OnBlock(constrained)} on the block, {OnBlock(free)} without a constraint");

        // With first weights on the corners alone, the block and the average blocks of the three other corners share an explanation; without them the block has nothing.
        Assert.Equal(1.0 / 49, DecoyReading.Chance, 1e-12);
        Assert.Equal(0, Share(free, keepsCorners: false));
        Assert.InRange(Share(free, keepsCorners: true), 5 * DecoyReading.Chance, 1);

        // The answers by shade are those of predictions for the images as they are.
        var byShade = DecoyReading.ByShade(free.Model, sets.Test.Take(20));
        Assert.All(Enumerable.Range(0, 20), row =>
        {
            var own = (255 - (int)sets.Test.Features[row, sets.Test.AnnotationMask!.Row(row).IndexOf(1)]) / 25;
            Assert.Equal(free.Model.Predict(sets.Test.Features.Row(row)).Class, byShade[row][own]);
        });

        double Share(DecoyNetwork network, bool keepsCorners)
        {
            const int units = 50;
            using var model = new DecoyDigitsModel(1);
            network.Model.Parameters.Values.CopyTo(model.Parameters.Values);
            var first = model.Parameters[0];
            var weights = model.Parameters[first.Key];
            Assert.Equal(DecoyMnist.Pixels * units, weights.Length);
            for (var i = 0; i < weights.Length; i++)
            {
                var (y, x) = (i / units / DecoyMnist.Side, i / units % DecoyMnist.Side);
                var corner = (y < DecoyMnist.BlockSide || y >= DecoyMnist.Side - DecoyMnist.BlockSide) && (x < DecoyMnist.BlockSide || x >= DecoyMnist.Side - DecoyMnist.BlockSide);
                weights[i] = corner == keepsCorners ? weights[i] : 0;
            }

            Assert.True(keepsCorners || DecoyReading.ChangedByDecoy(model, sets.Test) == 0);
            return DecoyReading.MeanShareOnBlock(model, sets.Test, 1);
        }

        double OnBlock(DecoyNetwork network)
        {
            var gradients = network.Model.Explain(sets.Test, new Target(TargetOutput.LogProbability, TargetClass.All)).Scores.ToArray();
            return gradients.Zip(sets.Test.AnnotationMask!.ToArray(), (gradient, mask) => (double)(mask * gradient * gradient)).Average();
        }
    }

    [Fact]
    public async Task A_canceled_training_ends_a_sample_with_130()
    {
        using var cancel = new CancellationTokenSource();
        var code = await new SampleCommand("test").RunAsync(
            [],
            context => SplitRuns.AddToAsync(new ResultTable("iris-cancer", 1), IrisCancerData.Load(), 350, 1, context.Device, new CancelAfterFirst(cancel), context.Cancellation),
            TextWriter.Null,
            cancel.Token);
        Assert.Equal(130, code);
    }

    [Fact]
    public void Sizes_stand_at_equal_factors_and_are_told_once()
    {
        Assert.Equal([10, 116, 1077, 10_000], Sizes.Logarithmic(10, 10_000, 32).Where((_, i) => i is 0 or 11 or 21 or 31));
        Assert.Equal([1, 2, 3, 4], Sizes.Logarithmic(1, 4, 12));
    }

    private static double Value(ResultRow row, string metric) => row.Metrics.Single(m => m.Name == metric).Value;

    /// <summary>Stand-ins for digits: a bar whose height says the label, and which is dimmer than most blocks.</summary>
    private static Dataset Digits(int count, int seed)
    {
        var random = new Random(seed);
        var images = new byte[count * DecoyMnist.Pixels];
        var labels = Enumerable.Range(0, count).Select(row => row % 10).ToArray();
        for (var row = 0; row < count; row++)
        {
            images.AsSpan((row * DecoyMnist.Pixels) + ((5 + (2 * labels[row])) * DecoyMnist.Side) + random.Next(5, 12), 10).Fill((byte)random.Next(20, 120));
        }

        return Dataset.ForClassification(FeatureMatrix.FromBytes(images, DecoyMnist.Pixels), labels, classes: 10);
    }

    private sealed class CancelAfterFirst(CancellationTokenSource cancel) : TrainingDisplay
    {
        public override IProgress<Training.TrainingProgress> Training(string name) => throw new NotSupportedException();

        public override Action Trainings(string name, int count) => cancel.Cancel;
    }
}
