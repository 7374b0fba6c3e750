using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Counterfactuals;
using Rationale.Graph.Models;
using Rationale.Training;

namespace Rationale.Tests.Counterfactuals;

public sealed class TranslatorTrainingTests
{
    private static readonly TranslatorOptions Options = new() { Epochs = 2, DecayEpochs = 2, BatchSize = 3, Seed = 5, Workers = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TranslatorKind.Pair)]
    [InlineData(TranslatorKind.Star)]
    public async Task A_resumed_training_gives_the_bits_of_an_unbroken_one(TranslatorKind kind)
    {
        using var folder = new TemporaryFolder();
        var specification = kind == TranslatorKind.Pair ? TinyTranslator.Pair(pool: 4) : TinyTranslator.Star(3, pool: 4);
        var data = TinyTranslator.Images(23, 0, 1, 2);
        using var whole = Translator.Interpret(specification, 1);
        var unbroken = await whole.TrainAsync(data, Options, cancellationToken: Token);

        using var source = new CancellationTokenSource();
        using var broken = Translator.Interpret(specification, 1);
        var steps = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DriveAsync(broken, data, Options with { CheckpointFolder = folder.Root }, source.Token, () =>
        {
            // In the middle of the second epoch.
            if (++steps == (unbroken.Steps / 4) + 1)
            {
                source.Cancel();
            }
        }));

        using var resumed = Translator.Interpret(specification, 2);
        var result = await resumed.TrainAsync(data, Options with { CheckpointFolder = folder.Root, Resume = true }, cancellationToken: Token);
        Assert.Equal(whole.Parameters.ToArray(), resumed.Parameters.ToArray());
        Assert.Equal(unbroken.Steps, result.Steps);
        Assert.Equal(Text(unbroken), Text(result));
        Assert.Equal(4, result.History.Count);
        Assert.NotEqual(whole.Parameters.ToArray(), broken.Parameters.ToArray());
    }

    [Fact]
    public async Task An_earlier_checkpoint_is_kept_under_another_name()
    {
        using var folder = new TemporaryFolder();
        var data = TinyTranslator.Images(9, 0, 2);
        var (last, previous) = (folder["last.safetensors"], folder["last.safetensors.previous"]);
        var options = Options with { CheckpointFolder = folder.Root };
        using var translator = Translator.Interpret(TinyTranslator.Pair());
        Assert.Empty((await translator.TrainAsync(data, options, cancellationToken: Token)).Warnings);
        Assert.False(File.Exists(previous));
        var earlier = File.ReadAllBytes(last);

        // Nothing is renamed before there is something to put in its place.
        using var source = new CancellationTokenSource();
        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => translator.TrainAsync(data, options with { Seed = 6 }, cancellationToken: source.Token));
        Assert.Equal(earlier, File.ReadAllBytes(last));
        var warning = Assert.Single((await translator.TrainAsync(data, options with { Seed = 6 }, cancellationToken: Token)).Warnings);
        Assert.Equal(TrainingWarningKind.ReplacesRun, warning.Kind);
        Assert.Equal(
            $"'{folder.Root}' has an earlier run (last.safetensors), whose files are renamed to end with .previous when this training saves its first; set Resume to go on with the earlier run, or give this one a CheckpointFolder of its own.",
            warning.Message);
        Assert.Equal(earlier, File.ReadAllBytes(previous));
        Assert.NotEqual(earlier, File.ReadAllBytes(last));

        // The advice: the earlier run goes on, here one that was whole.
        var resumed = await translator.TrainAsync(data, options with { Seed = 6, Resume = true }, cancellationToken: Token);
        Assert.Empty(resumed.Warnings);
        Assert.Equal(4, resumed.History.Count);
        Assert.Equal(earlier, File.ReadAllBytes(previous));
    }

    [Fact]
    public async Task Other_options_cannot_resume()
    {
        using var folder = new TemporaryFolder();
        var data = TinyTranslator.Images(9, 0, 2);
        using var translator = Translator.Interpret(TinyTranslator.Pair());
        await translator.TrainAsync(data, Options with { CheckpointFolder = folder.Root }, cancellationToken: Token);
        var error = await Assert.ThrowsAsync<ArgumentException>(() => translator.TrainAsync(data, Options with { CheckpointFolder = folder.Root, Resume = true, LearningRate = 1 }, cancellationToken: Token));
        Assert.Equal("The checkpoint was saved with learning rate 0.002, but this training has 1; resume with the same options and images.", error.Message);
    }

    [Fact]
    public async Task The_rate_falls_to_zero_behind_the_last_epoch()
    {
        var plan = TranslatorPlan.Create(TinyTranslator.Pair(), Options);
        Assert.Equal([1, 1, 1 - (1.0 / 3), 1 - (2.0 / 3)], Enumerable.Range(1, 4).Select(plan.FactorIn));
        using var translator = Translator.Interpret(TinyTranslator.Pair());
        var progress = new List<TrainingProgress>();
        await translator.TrainAsync(TinyTranslator.Images(12, 0, 2), Options, new Recorder(progress), Token);
        var ended = progress.Where(report => report.EpochEnded).ToList();
        Assert.Equal([1, 2, 3, 4], ended.Select(report => report.Epoch));
        Assert.All(ended, report => Assert.Equal((1.0, 4), (report.EpochFraction, report.Epochs)));
        Assert.Equal(["adversarial", "cycle", "discriminators", "generators", "identity"], ended[0].Losses.Keys.Order());
    }

    [Fact]
    public async Task A_translator_learns_to_change_the_class()
    {
        var data = TinyTranslator.Images(60, 0, 1);
        using var classifier = Model.Interpret(TinyTranslator.Classifier with { Training = new TrainingDefaults(Epochs: 30, BatchSize: 10, LearningRate: 0.01) });
        await classifier.TrainAsync(data, new TrainingOptions { Seed = 1 }, cancellationToken: Token);
        var specification = TinyTranslator.Pair() with
        {
            Second = 1,
            Classes = 3,
            Generator = new EquatableArray<Layer>([new ConvLayer(4, new Window(7, 7, 1, 3), 1, true, Initialization.PyTorchDefault), new ReluLayer(), new ConvLayer(4, new Window(7, 7, 1, 3), 1, true, Initialization.PyTorchDefault), new ReluLayer(), new ConvLayer(1, new Window(7, 7, 1, 3), 1, true, Initialization.PyTorchDefault), new TanhLayer()]),
            Weights = new TranslatorWeights(Cycle: 1, Identity: 0, Classifier: 1),
            Classifier = classifier.Specification,
        };
        using var translator = Translator.Interpret(specification, 3);
        var filter = new PairFilter();
        double Flips() => filter.Apply(classifier, translator.GenerateBoth(data, 0, 1), cancellationToken: Token).FlipRate;
        var before = Flips();
        await translator.TrainAsync(data, new TranslatorOptions { Epochs = 30, DecayEpochs = 0, BatchSize = 10, LearningRate = 5e-3, Classifier = classifier }, cancellationToken: Token);
        Assert.True(before < 0.3, $"{before} flipped before");
        Assert.True(Flips() > 0.9, $"{Flips()} flipped");
    }

    [Fact]
    public async Task Parameters_are_saved_and_loaded()
    {
        using var folder = new TemporaryFolder();
        var data = TinyTranslator.Images(9, 0, 2);
        using var translator = Translator.Interpret(TinyTranslator.Pair());
        await translator.TrainAsync(data, Options, cancellationToken: Token);
        translator.Save(folder["translator.safetensors"]);
        using var loaded = Translator.Interpret(TinyTranslator.Pair(), 9);
        loaded.Load(folder["translator.safetensors"]);
        Assert.Equal(translator.Parameters.ToArray(), loaded.Parameters.ToArray());
        Assert.Equal(translator.Generate(data, 0, 2, cancellationToken: Token).Counterfactual.ToArray(), loaded.Generate(data, 0, 2, cancellationToken: Token).Counterfactual.ToArray());
        using var star = Translator.Interpret(TinyTranslator.Star());
        Assert.Throws<Rationale.Storage.ArchitectureMismatchException>(() => star.Load(folder["translator.safetensors"]));
    }

    [Fact]
    public void Pools_show_older_translations_half_of_the_time()
    {
        var pool = new ImagePool(2, 1);
        var random = new Rationale.Randomness.RandomSource(1);
        var older = 0;
        for (var i = 0; i < 402; i++)
        {
            float[] image = [i];
            int[] classes = [i];
            pool.Exchange(random, image, classes);
            Assert.Equal((int)image[0], classes[0]);
            Assert.True(i >= 2 || image[0] == i);
            older += image[0] < i ? 1 : 0;
        }

        Assert.InRange(older, 170, 230);
    }

    [Theory]
    [InlineData(28, 28, 1)]
    [InlineData(32, 32, 3)]
    [InlineData(30, 30, 1)]
    [InlineData(128, 128, 1)]
    [InlineData(9, 7, 2)]
    [InlineData(4, 5, 1)]
    public void Default_networks_fit_every_size(int height, int width, int channels)
    {
        var classifier = TinyTranslator.Classifier with { InputShape = EquatableArray.Create(height, width, channels) };
        Assert.Null(TranslatorSpecification.ForPair(classifier, 0, 2, 0, 1).Problem());
        Assert.Null(TranslatorSpecification.ForAll(classifier, 0, 1).Problem());
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_in_a_sentence()
    {
        var pair = TinyTranslator.Pair();
        Refuse("translates between the classes 0 and 0, but they must be two different ones from 0 to 2", pair with { Second = 0 });
        Refuse("lie between 1 and 0, but the first must be the smaller", pair with { Minimum = 1, Maximum = 0 });
        Refuse("have [BatchNorm], which behaves otherwise in training; use [InstanceNorm]", pair with { Generator = new EquatableArray<Layer>([new BatchNormLayer(0.1, 1e-5, false), .. pair.Generator]) });
        Refuse("The generator of 'tiny' gives", pair with { Generator = new EquatableArray<Layer>([.. pair.Generator, new MaxPoolLayer(new Window(2, 2, 2))]) });
        Refuse("its last dimension must be 1; end it with [Conv(1, …)]", pair with { Discriminator = TinyTranslator.Discriminator(2) });
        Refuse("A translator makes images, but 'tiny' has the shape", pair with { ImageShape = EquatableArray.Create(64) });

        using var translator = Translator.Interpret(pair);
        await ExpectAsync("Class 2 has no example among the images, which are of the classes 0, 1", () => translator.TrainAsync(TinyTranslator.Images(6, 0, 1), cancellationToken: Token));
        await ExpectAsync("The images have 4 values, but 'tiny' translates images of 8×8×1", () => translator.TrainAsync(Dataset.ForClassification(FeatureMatrix.FromArray(new float[8], 4), [0, 2]), cancellationToken: Token));
        await ExpectAsync("but the images were declared to lie between 0 and 1", () => translator.TrainAsync(Dataset.ForClassification(FeatureMatrix.Repeat(Enumerable.Repeat(2f, 64).ToArray(), 2), [0, 2]), cancellationToken: Token));
        await ExpectAsync("TranslatorOptions.BatchSize is 0, but it must be at least 1", () => translator.TrainAsync(TinyTranslator.Images(6, 0, 2), new TranslatorOptions { BatchSize = 0 }, cancellationToken: Token));
        await ExpectAsync("Resume is set without a CheckpointFolder", () => translator.TrainAsync(TinyTranslator.Images(6, 0, 2), new TranslatorOptions { Resume = true }, cancellationToken: Token));
        using var guided = Translator.Interpret(TinyTranslator.Pair(guided: true));
        await ExpectAsync("guided by its classifier with weight 0.7, but none was given", () => guided.TrainAsync(TinyTranslator.Images(6, 0, 2), cancellationToken: Token));
        Assert.Contains("translates between 0 and 2; ask for those", Assert.Throws<ArgumentException>(() => translator.Generate(TinyTranslator.Images(6, 0, 1), 0, 1, cancellationToken: Token)).Message, StringComparison.Ordinal);

        static void Refuse(string sentence, TranslatorSpecification specification) => Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => Translator.Interpret(specification)).Message, StringComparison.Ordinal);

        static async Task ExpectAsync(string sentence, Func<Task> action) => Assert.Contains(sentence, (await Assert.ThrowsAsync<ArgumentException>(action)).Message, StringComparison.Ordinal);
    }

    private static async Task DriveAsync(Translator translator, Dataset data, TranslatorOptions options, CancellationToken token, Action afterStep)
    {
        using var training = translator.PrepareTraining(data, options, null, token);
        await training.StartAsync();
        while (training.NextEpoch())
        {
            while (training.NextBatch())
            {
                training.ComputeGenerators();
                training.UpdateGenerators();
                training.ComputeDiscriminators();
                training.UpdateDiscriminators();
                afterStep();
            }

            training.EndEpoch();
        }
    }

    private static string Text(TranslatorResult result) => string.Join('\n', result.History.Select(epoch => $"{epoch.Epoch} {string.Join(' ', epoch.Losses.OrderBy(loss => loss.Key).Select(loss => $"{loss.Key}={loss.Value:R}"))}"));

    private sealed class Recorder(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }
}
