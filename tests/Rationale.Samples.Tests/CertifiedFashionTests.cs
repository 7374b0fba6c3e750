using System.Text.Json;
using Rationale.Data;
using Rationale.Samples.CertifiedFashion;
using Rationale.Smoothing;

namespace Rationale.Samples.Tests;

/// <summary>The sample on a few generated images: a bright square whose place says the class, and dots anywhere.</summary>
public sealed class CertifiedFashionTests
{
    private const int Side = 28;
    private static readonly TrainingDisplay Nowhere = new LineDisplay(TextWriter.Null);
    private static readonly FashionSizes Sizes = new(600, 4, 8, 80, 12, 2, 24, 100, 3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_prints_numbers_that_fit_together_and_writes_a_page()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (page, json) = (Path.Combine(folder.FullName, "page.html"), Path.Combine(folder.FullName, "numbers.json"));
            var code = await new SampleCommand("test").RunAsync(["--json", json], context => FashionDemo.RunAsync(context, Sets(), page), TextWriter.Null, Cancellation);

            Assert.Equal(0, code);
            var text = await File.ReadAllTextAsync(page, Cancellation);
            Assert.Equal(3 * 10, text.Split("<img ").Length - 1);
            Assert.Matches("[1-9][0-9]* certificates, 0 broken", text);
            Assert.Equal(10, text.Split("class=\"colorbar\"").Length - 1);
            Assert.DoesNotContain("λ", text, StringComparison.Ordinal);
            var rows = JsonDocument.Parse(await File.ReadAllBytesAsync(json, Cancellation)).RootElement.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!);
            Assert.Equal(4 + (4 * 5) + 4 + 6, rows.Count);
            Assert.True(rows["keep 1/4"].GetProperty("accuracy").GetDouble() > 0.5);
            foreach (var name in new[] { "keep 1/2", "keep 1/4", "keep 1/8" })
            {
                var (accuracy, attacked) = (rows[name], rows[name + ", attacked"]);
                Assert.True(accuracy.GetProperty("provedAtOne").GetDouble() <= accuracy.GetProperty("accuracy").GetDouble());
                Assert.True(attacked.GetProperty("addingOneProved").GetDouble() <= attacked.GetProperty("addingOneStands").GetDouble());
                Assert.True(attacked.GetProperty("removingOneProved").GetDouble() <= attacked.GetProperty("removingOneStands").GetDouble());
                Assert.Equal(rows[$"{name}, {Explainers.Headline}"].GetProperty("addingOne").GetDouble(), attacked.GetProperty("addingOneProved").GetDouble());
                Assert.Equal(0, attacked.GetProperty("broken").GetDouble());
            }

            Assert.Contains(Enumerable.Range(0, 3), i => rows[$"keep 1/{2 << i}, {Explainers.Headline}"].GetProperty("addingOne").GetDouble() > 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.25)]
    public async Task Looking_at_each_masked_image_once_finds_what_looking_at_all_changes_finds(double keep)
    {
        var sets = Sets();
        using var classifier = await SmoothedFashion.TrainAsync(keep, sets with { Sizes = Sizes with { Epochs = 1, Quantization = 4 } }, 1, Nowhere, Cancellation);
        var images = sets.Test.Take(10);
        var explanations = Explainers.Explain(classifier, images, Sizes, 1, Nowhere, Cancellation)[^1];
        var (search, attack, broken) = (new ExhaustiveSearch(classifier), new StabilityAttack(classifier.Smoothed), 0);
        for (var i = 0; i < images.Count; i++)
        {
            var (image, explanation) = (images.Features.Row(i), explanations.Of(i));
            foreach (var adding in new[] { true, false })
            {
                var expected = adding ? attack.ExhaustAdditions(image, explanation, 2, cancellationToken: Cancellation) : attack.ExhaustRemovals(image, explanation, 2, cancellationToken: Cancellation);
                var (radius, patches) = search.Break(image, explanation, adding, 2);
                Assert.Equal(expected.Succeeded ? expected.Distance : null, radius);
                Assert.Equal(radius ?? 0, patches.Length);
                if (radius is not null)
                {
                    broken++;
                    bool[] start = adding ? explanation : [.. explanation.Select(_ => true)];
                    bool[] changed = [.. start.Select((kept, patch) => patches.Contains(patch) ? adding : kept)];
                    Assert.NotEqual(classifier.Smoothed.Vote(image, start).Class, classifier.Smoothed.Vote(image, changed).Class);
                }

                Assert.Equal(search.Break(image, explanation, adding, 1).Radius, radius == 1 ? 1 : null);
            }
        }

        Assert.InRange(broken, 1, 19);
    }

    [Fact]
    public void A_broken_certificate_is_counted()
    {
        var (sure, torn) = (new VoteCounts([8, 0], 8, 1), new VoteCounts([5, 3], 8, 1));
        var certificates = new[] { new Certificate(sure, torn, 12, 49, AlwaysOn: false), new Certificate(torn, sure, 12, 49, AlwaysOn: false) };
        Assert.Equal((4, 1), (sure.Radius, torn.Radius));
        Assert.Equal(0, AttackTable.Broken(certificates, [Found(2, null), Found(null, 2)]));
        Assert.Equal(1, AttackTable.Broken(certificates, [Found(1, null), Found(null, 2)]));
        Assert.Equal(3, AttackTable.Broken(certificates, [Found(1, 2), Found(2, 2)]));

        static AttackedImage Found(int? adding, int? removing) => new((adding, []), (removing, []));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_explanations()
    {
        var sets = Sets();
        var device = new AskedDevice();
        using var classifier = await SmoothedFashion.TrainAsync(0.25, sets with { Sizes = Sizes with { Epochs = 1 }, Device = device }, 1, Nowhere, Cancellation);
        Assert.Equal((1, device), (device.Programs, classifier.Network.Device));
        var (one, two) = (Masks(1), Masks(1));
        Assert.Equal(5, one.Length);
        Assert.Equal(one, two);
        Assert.NotEqual(one[^1], Masks(2)[^1]);

        float[][] Masks(ulong seed) => [.. Explainers.Explain(classifier, sets.Explained, Sizes, seed, Nowhere, Cancellation).Select(explanations => explanations.Masks.ToArray())];
    }

    private static FashionSets Sets() => FashionSets.Create(new MnistData(Squares(600, 1), Squares(80, 2)), Sizes);

    private static Dataset Squares(int count, int seed)
    {
        var random = new Random(seed);
        var images = new byte[count * Side * Side];
        var labels = Enumerable.Range(0, count).Select(row => row % 10).ToArray();
        for (var row = 0; row < count; row++)
        {
            var image = images.AsSpan(row * Side * Side, Side * Side);
            for (var dot = 0; dot < 60; dot++)
            {
                image[random.Next(image.Length)] = (byte)random.Next(256);
            }

            var (top, left) = (2 + (14 * (labels[row] / 5)), 1 + (5 * (labels[row] % 5)));
            for (var y = 0; y < 10; y++)
            {
                image.Slice(((top + y) * Side) + left, 6).Fill((byte)random.Next(120, 256));
            }
        }

        return Dataset.ForClassification(FeatureMatrix.FromBytes(images, Side * Side), labels, classes: 10);
    }
}
