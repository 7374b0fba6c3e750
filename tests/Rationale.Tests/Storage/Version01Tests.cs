using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Storage;

/// <summary>Files that version 0.1 wrote: a training of four epochs that was canceled after two steps of the third one.</summary>
public sealed class Version01Tests : IDisposable
{
    private static readonly ModelSpecification Specification = new(
        "Old",
        EquatableArray.Create(4),
        EquatableArray.Create<Layer>(new DenseLayer(5, true, Initialization.PyTorchDefault), new TanhLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)),
        new ClassifierTask(3, Reduction.Sum),
        TaskLoss.With(new ExplanationPenalty(2, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Sum), new WeightPenalty(0.01, 0)),
        new TrainingDefaults(Epochs: 4, BatchSize: 5, LearningRate: 0.01));

    private readonly TemporaryFolder _folder = new();

    private static TrainingOptions Options => new() { ExplanationWeight = 3, Seed = 5 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Terms_and_coefficients_have_the_names_of_today()
    {
        var folder = Copy();
        Assert.All(History.Read(folder.HistoryPath), record => Assert.Equal(["task", "explanation", "weights", "loss"], record.Losses.Keys));
        Assert.Equal("3", folder.LoadLast()!.Hyperparameters["coefficient.explanation"]);
    }

    /// <summary>The steps of today go on from those of then as if nothing had changed.</summary>
    [Fact]
    public async Task A_training_resumes_with_the_same_bits()
    {
        using var unbroken = Model.Interpret(Specification, seed: 1);
        using var resumed = Model.Interpret(Specification, seed: 2);
        unbroken.Runtime.Execution = resumed.Runtime.Execution = new() { Workers = 1 };
        var expected = await unbroken.TrainAsync(Data(), Options, cancellationToken: TestContext.Current.CancellationToken);
        var found = await resumed.TrainAsync(Data(), Options with { CheckpointFolder = Copy().FolderPath, Resume = true }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(unbroken.Copy(), resumed.Copy());

        // The third epoch began then: its sums are joined with those of now.
        Assert.Equal(expected.History.Skip(2).Select(record => record.Losses), found.History.Skip(2).Select(record => record.Losses));
        Assert.Equal([1, 2, 3, 4], found.History.Select(record => record.Epoch));
    }

    /// <summary>The dense layer over the last axis was called TokenDense then.</summary>
    [Fact]
    public void Parameters_load_although_a_layer_was_renamed()
    {
        var tokens = Specification with
        {
            Inputs = EquatableArray.Create(new ModelInput(ModelInput.Features, EquatableArray.Create(2, 3))),
            Layers = EquatableArray.Create<Layer>(new LastAxisDenseLayer(4, true, Initialization.PyTorchDefault), new FlattenLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)),
        };
        using var saved = Model.Interpret(tokens, seed: 1);
        using var loaded = Model.Interpret(tokens, seed: 2);
        saved.Save(_folder["new.safetensors"]);
        var file = SafetensorsFile.Read(_folder["new.safetensors"]);
        var metadata = file.Metadata.ToDictionary(pair => pair.Key, pair => pair.Value.Replace("LastAxisDense", "TokenDense", StringComparison.Ordinal));
        Assert.Contains("TokenDense", metadata["architecture"], StringComparison.Ordinal);
        Safetensors.Write(_folder["old.safetensors"], file.Tensors, metadata);

        loaded.Load(_folder["old.safetensors"]);
        Assert.Equal(saved.Copy(), loaded.Copy());
    }

    private CheckpointFolder Copy()
    {
        Directory.CreateDirectory(_folder["run"]);
        foreach (var name in (string[])["last.safetensors", "history.jsonl"])
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Reference", "Data", "version01", name), Path.Combine(_folder["run"], name), overwrite: true);
        }

        return new CheckpointFolder(_folder["run"]);
    }

    private static Dataset Data()
    {
        var (features, mask, labels) = (new float[24 * 4], new float[24 * 4], new int[24]);
        for (var row = 0; row < 24; row++)
        {
            labels[row] = row % 3;
            for (var i = 0; i < 4; i++)
            {
                features[(row * 4) + i] = (((row * 7) + (i * 5)) % 11 / 8f) + (i == labels[row] ? 1 : 0);
                mask[(row * 4) + i] = i == 3 ? 1 : 0;
            }
        }

        return Dataset.ForClassification(FeatureMatrix.FromArray(features, 4), labels, 3).WithAnnotationMask(FeatureMatrix.FromArray(mask, 4));
    }
}
