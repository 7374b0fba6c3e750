using System.Text.Json;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Samples.DecoyDigits;
using Rationale.Samples.SelfExplainingDigits;
using Rationale.Samples.TorchSharpModule;
using Rationale.Samples.TorchSharpVision;
using Rationale.Torch.Tests;

namespace Rationale.Samples.Tests;

/// <summary>
/// The samples over TorchSharp as library calls, on little data. Tests beside them would allocate more during a step of a sample's own loop than what collections can be held off for (<c>HeldCollections</c>).
/// </summary>
[Collection(nameof(TorchSampleTests))]
[CollectionDefinition(nameof(TorchSampleTests), DisableParallelization = true)]
public sealed class TorchSampleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [TorchFact]
    public async Task Modules_of_each_kind_learn_beside_the_numbers_of_the_papers()
    {
        var bricks = new MnistData(Draw(512, 1), Draw(150, 2));
        var sizes = new SweepSizes(512, 150, 8, 30, []);
        var rows = await RunAsync(context => ModuleDemo.RunAsync(context, DecoySets.Create(bricks, quick: false, seed: 1) with { Epochs = 550 }, DigitSets.Create(bricks, sizes), sizes));
        Assert.Equal(["understood, compiled", "understood, in a loop of one's own", "not understood", "self-explaining", "certified"], rows.Keys);

        Assert.All([rows["understood, compiled"], rows["understood, in a loop of one's own"]], row =>
        {
            Assert.True(Accuracy(row) > 0.5, row.ToString());
            Assert.Equal(DecoyDigits.PaperNumbers.Constrained.Test, row.GetProperty("paper").GetProperty("testAccuracy").GetDouble());
        });

        // Maxout learns more slowly; one in ten is chance.
        Assert.True(Accuracy(rows["not understood"]) > 0.2, rows["not understood"].ToString());
        Assert.Equal(JsonValueKind.Null, rows["not understood"].GetProperty("paper").ValueKind);

        var concepts = rows["self-explaining"];
        Assert.Equal(0.9899, concepts.GetProperty("paper").GetProperty("testAccuracy").GetDouble());
        Assert.True(Accuracy(concepts) > 0.5, concepts.ToString());
        Assert.InRange(concepts.GetProperty("accuracyWithoutConcepts").GetDouble(), 0, 1);

        var certified = rows["certified"];
        Assert.InRange(certified.GetProperty("provedAtOne").GetDouble(), 0.01, Accuracy(certified));
        Assert.InRange(certified.GetProperty("explanationsProved").GetDouble(), 0, 1);
        Assert.Equal(["testAccuracy", "provedAtOne"], certified.GetProperty("paper").EnumerateObject().Select(number => number.Name));
    }

    [Fact]
    public void Modules_are_what_their_rows_say()
    {
        Assert.DoesNotContain(DigitsModule.Specification.Layers, layer => layer is ModuleLayer);
        Assert.DoesNotContain(CertifiedModule.Specification.Layers, layer => layer is ModuleLayer);
        Assert.DoesNotContain(Assert.IsType<SelfExplainingNetwork>(Assert.Single(ConceptModule.Specification.Layers)).Relevance, layer => layer is ModuleLayer);
        Assert.IsType<ModuleLayer>(Assert.Single(MaxoutModule.Specification.Layers));
        Assert.All([FreeResNet.Specification, ConstrainedResNet.Specification], network => Assert.DoesNotContain(network.Layers, layer => layer is ModuleLayer));
    }

    /// <summary>Where the digits themselves are wrong in some of the training images, the decoy tells more, and only the network that may look at it follows it into the test.</summary>
    [TorchFact]
    public async Task A_residual_network_is_right_more_often_where_it_may_not_look_at_the_decoy()
    {
        var rows = await RunAsync(context => VisionDemo.RunAsync(context, VisionDemo.Sets(new MnistData(Draw(512, 1, misplaced: 0.3), Draw(100, 2)), quick: false, seed: 1)));
        var (free, forbidden) = (rows["unconstrained"], rows["decoy forbidden"]);
        Assert.Equal(free.GetProperty("parameters").GetDouble(), forbidden.GetProperty("parameters").GetDouble());
        Assert.All(rows.Values, row => Assert.True(row.GetProperty("trainAccuracy").GetDouble() > 0.65, row.ToString()));
        Assert.True(Accuracy(forbidden) > Accuracy(free) + 0.05, $"{free}, {forbidden}");
        Assert.True(Changed(forbidden) < Changed(free) - 0.15, $"{free}, {forbidden}");

        static double Changed(JsonElement row) => row.GetProperty(DecoyNetwork.ChangedByDecoy).GetDouble();
    }

    private static async Task<Dictionary<string, JsonElement>> RunAsync(Func<SampleContext, Task> run)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var json = Path.Combine(folder.FullName, "numbers.json");
            Assert.Equal(0, await new SampleCommand("test").RunAsync(["--json", json, "--device", "cpu"], run, TextWriter.Null, Cancellation));
            return JsonDocument.Parse(await File.ReadAllBytesAsync(json, Cancellation)).RootElement.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Accuracy(JsonElement row) => row.GetProperty("testAccuracy").GetDouble();

    /// <summary>Stand-ins for digits: a brick whose place says the label.</summary>
    /// <param name="count">Number of images.</param>
    /// <param name="seed">Seed of the bricks.</param>
    /// <param name="misplaced">Share of the images whose brick is at the place of any label.</param>
    private static Dataset Draw(int count, int seed, double misplaced = 0)
    {
        const int Side = DecoyMnist.Side;
        var random = new Random(seed);
        var images = new byte[count * DecoyMnist.Pixels];
        var labels = Enumerable.Range(0, count).Select(row => row % 10).ToArray();
        for (var row = 0; row < count; row++)
        {
            var shown = random.NextDouble() < misplaced ? random.Next(10) : labels[row];
            var (top, left) = (5 + (10 * (shown / 5)) + random.Next(2), 1 + (5 * (shown % 5)) + random.Next(2));
            for (var y = 0; y < 7; y++)
            {
                images.AsSpan((row * DecoyMnist.Pixels) + ((top + y) * Side) + left, 5).Fill((byte)random.Next(120, 256));
            }
        }

        return Dataset.ForClassification(FeatureMatrix.FromBytes(images, DecoyMnist.Pixels), labels, classes: 10);
    }
}
