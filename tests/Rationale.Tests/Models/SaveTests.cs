using System.Text.Json;
using Rationale.Data;
using Rationale.Storage;
using Rationale.Training;

namespace Rationale.Tests.Models;

public sealed class SaveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => _folder["model.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_saved_comes_back_with_a_manifest_of_the_training()
    {
        var data = Small.Blobs(20).Marking(0);
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)).With(Small.Sum), seed: 1);
        model.Save(File);
        Assert.Equal("none", SafetensorsFile.Read(File).Metadata["training"]);
        await model.TrainAsync(data, new TrainingOptions { Epochs = 2, LearningRate = 0.5e-3, Validation = data }, cancellationToken: Token);
        model.Save(File);
        using var loaded = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 2);
        loaded.Load(File);
        Assert.Equal(model.Copy(), loaded.Copy());
        Assert.Equal(model.Predict(data.Features).Outputs(3).ToArray(), loaded.Predict(data.Features).Outputs(3).ToArray());
        var file = SafetensorsFile.Read(File);
        Assert.Equal(("rationale-parameters", "Small", "Input(4) Dense(8) Tanh Dense(3)"), (file.Metadata["format"], file.Metadata["model"], file.Metadata["architecture"]));
        Assert.Equal([4, 8], file["dense1.weight"].Shape);
        using var manifest = JsonDocument.Parse(file.Metadata["training"], new JsonDocumentOptions { AllowDuplicateProperties = false });
        var root = manifest.RootElement;
        Assert.Equal("0.0005", root.GetProperty("learningRate").GetString());
        Assert.Equal("10", root.GetProperty("coefficient.explanation").GetString());
        Assert.Equal(6, root.GetProperty("steps").GetInt64());
        Assert.Equal(["model.safetensors"], _folder.Files);
        Assert.All((string[])["epochs", "batchSize", "optimizer", "seed"], name => Assert.True(root.TryGetProperty(name, out _), name));
        Assert.All((string[])["task", "explanation"], name => Assert.True(root.GetProperty("losses").TryGetProperty(name, out _), name));
        Assert.All((string[])["accuracy", "loss"], name => Assert.True(root.GetProperty("metrics").TryGetProperty(name, out _), name));
    }

    [Fact]
    public async Task A_checkpoint_can_be_loaded_as_parameters()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await model.TrainAsync(Small.Blobs(20), new TrainingOptions { CheckpointFolder = _folder.Root }, cancellationToken: Token);
        using var loaded = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 2);
        loaded.Load(_folder["last.safetensors"]);
        Assert.Equal(model.Copy(), loaded.Copy());
    }

    [Fact]
    public void A_file_of_another_architecture_is_refused()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        using var wider = Model.Interpret(Small.Mlp(4, Small.Classes(3), hidden: 9), seed: 1);
        model.Save(File);
        var before = wider.Copy();
        var exception = Assert.Throws<ArchitectureMismatchException>(() => wider.Load(File));
        Assert.Contains("Input(4) Dense(8) Tanh Dense(3)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Input(4) Dense(9) Tanh Dense(3)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, wider.Copy());
    }

    [Fact]
    public void A_file_from_elsewhere_needs_our_names_and_shapes_and_any_number_type()
    {
        using var model = Model.Interpret(Small.Linear(2, Small.Classes(3)), seed: 1);
        Safetensors.Write(File, [NamedTensor.FromDouble("dense1.bias", [3], [7, 8, 9]), NamedTensor.FromSingle("dense1.weight", [2, 3], [1, 2, 3, 4, 5, 6])]);
        model.Load(File);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], model.Copy());

        // PyTorch keeps a weight as [units, inputs]: as many numbers, but others.
        Safetensors.Write(File, [NamedTensor.FromSingle("dense1.bias", [3], [0, 0, 0]), NamedTensor.FromSingle("dense1.weight", [3, 2], [9, 9, 9, 9, 9, 9])]);
        Refused(model, "tensor dense1.weight has the shape [3, 2], but 'Small' expects [2, 3] (weights are [inputs, units])");
        Safetensors.Write(File, [NamedTensor.FromSingle("dense1.weight", [2, 3], [9, 9, 9, 9, 9, 9])]);
        Refused(model, "there is no tensor named dense1.bias");
    }

    [Theory]
    [InlineData(double.NaN, "value 4 of tensor dense1.weight is NaN")]
    [InlineData(double.NegativeInfinity, "value 4 of tensor dense1.weight is -Infinity")]
    [InlineData(1e300, "value 4 of tensor dense1.weight is Infinity")]
    public void Parameters_that_are_not_finite_are_refused(double value, string part)
    {
        using var model = Model.Interpret(Small.Linear(2, Small.Classes(3)), seed: 1);
        Safetensors.Write(File, [NamedTensor.FromDouble("dense1.bias", [3], [7, 8, 9]), NamedTensor.FromDouble("dense1.weight", [2, 3], [1, 2, 3, 4, value, 6])]);
        Refused(model, part);
    }

    [Fact]
    public void A_damaged_file_leaves_the_model_as_it_was()
    {
        using var model = Model.Interpret(Small.Linear(2, Small.Classes(3)), seed: 1);
        model.Save(File);
        var whole = System.IO.File.ReadAllBytes(File);
        foreach (var length in new[] { 0, 7, 8, 50, whole.Length - 1 })
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Refused(model, "model.safetensors");
        }

        System.IO.File.Delete(File);
        Assert.Throws<FileNotFoundException>(() => model.Load(File));
    }

    private void Refused(Model model, string part)
    {
        var before = model.Copy();
        Assert.Contains(part, Assert.Throws<DataFormatException>(() => model.Load(File)).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Copy());
    }
}
