using System.Text.Json;
using Rationale.Data;
using Rationale.Gpu;
using Rationale.Samples.DecoyDigits;

namespace Rationale.Samples.Tests;

/// <summary>The samples in F#: the digits are those of the sample in C#, and so is the training, bit for bit.</summary>
public sealed class FSharpSampleTests
{
    private static readonly TrainingDisplay Nowhere = new LineDisplay(TextWriter.Null);

    private static readonly MnistData Digits = new(StandIns(300, 1), StandIns(100, 2));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_decoys_are_those_of_the_sample_in_CSharp()
    {
        var (expected, found) = (DecoySets.Create(Digits, quick: false, seed: 3), FSharpDigits.DecoySetsModule.create(false, 3, Digits));
        Assert.Equal(expected.Train.Features.ToArray(), found.Train.Features.ToArray());
        Assert.Equal(expected.Train.AnnotationMask!.ToArray(), found.Train.AnnotationMask!.ToArray());
        Assert.Equal(expected.Test.Features.ToArray(), found.Test.Features.ToArray());
        Assert.Equal(expected.Epochs, found.Epochs);
    }

    [Fact]
    public async Task The_network_of_FSharp_trains_to_the_bits_of_the_class()
    {
        var sets = DecoySets.Create(Digits, quick: false, seed: 1) with { Epochs = 3 };
        using var declared = await DecoyNetwork.TrainAsync("constrained", sets, 1000, 5, Nowhere, Cancellation);
        var (model, _) = await TrainAsync(epochs: 3, Device.Cpu);
        using (model)
        {
            Assert.Equal(DecoyDigitsModel.Specification, model.Specification);
            Assert.Equal(declared.Model.Parameters.Values.ToArray(), model.Parameters.Values.ToArray());
            Assert.Equal(DecoyReading.ChangedByDecoy(declared.Model, sets.Test), FSharpDigits.DecoyNetwork.changedByDecoy(1000, sets.Test, model));
        }
    }

    [Fact]
    public async Task The_network_of_FSharp_trains_on_the_GPU_target()
    {
        var (onCpu, _) = await TrainAsync(epochs: 1, Device.Cpu);
        var (onGpu, result) = await TrainAsync(epochs: 1, GpuDevice.Emulated);
        using (onCpu)
        using (onGpu)
        {
            Assert.Equal(2, result.Steps);
            Assert.All(onCpu.Parameters.Values.ToArray().Zip(onGpu.Parameters.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    [Fact]
    public async Task The_digits_of_FSharp_write_numbers_beside_the_papers()
    {
        var sets = FSharpDigits.DecoySetsModule.create(false, 1, Digits);
        var rows = await RunAsync(context => FSharpDigits.DecoyDemo.compare(context, new FSharpDigits.DecoySets(sets.Train, sets.Test, 2)));
        Assert.Equal(["unconstrained", "constrained"], rows.Select(row => row.GetProperty("name").GetString()));
        Assert.All(rows, row => Assert.Equal(["name", "trainAccuracy", "testAccuracy", "changedByDecoy", "seconds", "paper"], row.EnumerateObject().Select(value => value.Name)));
        Assert.Equal(PaperNumbers.Constrained.Test, rows[1].GetProperty("paper").GetProperty("testAccuracy").GetDouble());
    }

    [Fact]
    public void The_program_in_FSharp_uses_classes_of_CSharp()
    {
        var json = Path.GetTempFileName();
        try
        {
            Assert.Equal(0, FSharpConsumer.Program.main(["--quick", "--seed", "1", "--device", "cpu", "--json", json]));
            var rows = JsonDocument.Parse(File.ReadAllBytes(json)).RootElement.GetProperty("rows").EnumerateArray().ToList();
            Assert.Equal(["unconstrained", "constrained"], rows.Select(row => row.GetProperty("name").GetString()));
            Assert.True(rows[0].GetProperty("booksAccuracy").GetDouble() > 0.99);
            Assert.True(rows[1].GetProperty("useAccuracy").GetDouble() > rows[0].GetProperty("useAccuracy").GetDouble() + 0.1);
            Assert.True(rows[1].GetProperty("leakShare").GetDouble() < rows[0].GetProperty("leakShare").GetDouble() / 10);
        }
        finally
        {
            File.Delete(json);
        }
    }

    private static Task<Tuple<Model, Training.TrainingResult>> TrainAsync(int epochs, Device device)
    {
        var sets = FSharpDigits.DecoySetsModule.create(false, 1, Digits);
        return FSharpDigits.DecoyNetwork.train(new FSharpDigits.DecoySets(sets.Train, sets.Test, epochs), 1000, 5, device, Nowhere.Training("constrained"), Cancellation);
    }

    private static async Task<List<JsonElement>> RunAsync(Func<SampleContext, Task> body)
    {
        var json = Path.GetTempFileName();
        try
        {
            Assert.Equal(0, await new SampleCommand("test").RunAsync(["--json", json, "--device", "cpu"], body, TextWriter.Null, Cancellation));
            return [.. JsonDocument.Parse(await File.ReadAllBytesAsync(json, Cancellation)).RootElement.GetProperty("rows").EnumerateArray()];
        }
        finally
        {
            File.Delete(json);
        }
    }

    /// <summary>Stand-ins for digits: a bar whose height says the label.</summary>
    private static Dataset StandIns(int count, int seed)
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
}
