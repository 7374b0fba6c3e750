using Rationale.Attribution;
using Rationale.Data;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Training;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>A module whose forward was not understood is a model: it does by autograd what its twin, whose layers were read, does compiled.</summary>
public sealed class AutogradModelTests
{
    private static Dataset Examples => Twins.Examples;

    private static TrainingOptions Options => Twins.Options;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [TorchFact]
    public async Task It_is_trained_as_its_twin_is()
    {
        var (opaque, read) = Twins.Create<OpaquePerceptron, ReadPerceptron>();
        using (opaque)
        using (read)
        {
            var before = opaque.state_dict()["hidden.weight"].data<float>().ToArray();
            var expected = await read.TrainAsync(Examples, Options, null, Token);
            var actual = await opaque.TrainAsync(Examples, Options, null, Token);
            Assert.Equal(expected.Steps, actual.Steps);
            Assert.Equal(["task", "explanation", "weights", "loss"], actual.History[^1].Losses.Keys);
            Assert.All(expected.History[^1].Losses, loss => Assert.Equal(loss.Value, actual.History[^1].Losses[loss.Key], 1e-4 * Math.Max(1, Math.Abs(loss.Value))));
            Twins.Equal(read, opaque, 1e-4f);
            Assert.NotEqual(before, opaque.state_dict()["hidden.weight"].data<float>().ToArray());
            Assert.All(opaque.parameters(), parameter => Assert.True(parameter.requires_grad));
        }
    }

    [TorchFact]
    public async Task Options_of_a_training_are_those_of_every_model()
    {
        var (opaque, read) = Twins.Create<OpaquePerceptron, ReadPerceptron>();
        using (opaque)
        using (read)
        {
            var options = Options with
            {
                Epochs = 6,
                ClipNorm = 0.5,
                LearningRate = 0.05,
                Optimizer = OptimizerKind.Sgd,
                Momentum = 0.9,
                ExplanationWeight = 4,
                Validation = Small.Blobs(40, 5, seed: 7).Marking(0),
                EarlyStopping = new EarlyStopping { Patience = 1 },
                ClassWeights = ClassWeights.Balanced,
            };
            var seen = new List<int>();
            var expected = await read.TrainAsync(Examples, options, null, Token);
            var actual = await opaque.TrainAsync(Examples, options, new Progress(progress => seen.Add(progress.Epoch)), Token);
            Assert.Equal(expected.StoppedEarly, actual.StoppedEarly);
            Assert.Equal(expected.BestEpoch, actual.BestEpoch);
            Assert.Equal(expected.History.Select(record => record.Epoch), actual.History.Select(record => record.Epoch));
            Assert.All(expected.History[^1].Metrics, metric => Assert.Equal(metric.Value, actual.History[^1].Metrics[metric.Key], 1e-3 * Math.Max(1, Math.Abs(metric.Value))));
            Assert.NotEmpty(seen);
            Twins.Equal(read, opaque, 1e-3f);
        }
    }

    [TorchFact]
    public void Evaluations_predictions_and_explanations_are_those_of_its_twin()
    {
        var (opaque, read) = Twins.Create<OpaquePerceptron, ReadPerceptron>();
        using (opaque)
        using (read)
        {
            // More examples than go through the module at a time.
            var data = Small.Blobs(700, 5).Marking(0, 3);
            var (expected, actual) = (read.Evaluate(data), opaque.Evaluate(data));
            Assert.Equal(expected.Accuracy, actual.Accuracy);
            Assert.Equal(3, expected.Losses.Count);
            Assert.All(expected.Losses, loss => Assert.Equal(loss.Value, actual.Losses[loss.Key], 1e-4 * Math.Max(1, Math.Abs(loss.Value))));
            Twins.Near(read.Predict(data.Features)[650].Outputs.ToArray(), opaque.Predict(data.Features)[650].Outputs.ToArray(), 1e-5f);
            foreach (var target in new Target?[] { null, Target.ForClass(1), new Target(TargetOutput.LogProbability, TargetClass.Labeled) })
            {
                Twins.Near(read.Explain(data, target).Scores.ToArray(), opaque.Explain(data, target).Scores.ToArray(), 1e-5f);
            }

            float[] x = [1, 2, 3, 4, 5];
            Twins.Near(read.Explain(x).Values, opaque.Explain(x).Values, 1e-5f);
            Assert.True(opaque.training);
        }
    }

    [TorchFact]
    public void Attribution_methods_that_ask_for_outputs_and_gradients_work()
    {
        var (opaque, read) = Twins.Create<OpaquePerceptron, ReadPerceptron>();
        using (opaque)
        using (read)
        {
            var data = Small.Blobs(9, 5);
            foreach (var method in new AttributionMethod[] { new IntegratedGradients(), new SmoothGrad(), new Occlusion(), new KernelShap() })
            {
                Twins.Near(read.Attribute(data, method).Scores.ToArray(), opaque.Attribute(data, method).Scores.ToArray(), 1e-3f);
            }

            var refused = Assert.Throws<NotSupportedException>(() => opaque.Attribute(data, new DeepLift()));
            Assert.Equal(
                "DeepLIFT goes through the layers of a model, but those of 'OpaquePerceptron' are not known: its forward was not understood, and an advice of the analyzer names the part; write that part so that it is, or use IntegratedGradients.",
                refused.Message);
            Assert.StartsWith("Grad-CAM goes through the layers of a model, but those of 'OpaquePerceptron' are not known: ", Assert.Throws<NotSupportedException>(() => opaque.Attribute(data, new GradCam())).Message, StringComparison.Ordinal);
        }
    }

    [TorchFact]
    public void Certificates_are_those_of_its_twin()
    {
        var (opaque, read) = Twins.Create<OpaquePerceptron, ReadPerceptron>();
        using (opaque)
        using (read)
        {
            float[] x = [3, 0.1f, -0.2f, 0.3f, 0];
            bool[] explanation = [true, false, true, false, false];
            Assert.Equal(read.Certify(x, explanation).ToString(), opaque.Certify(x, explanation).ToString());
            Assert.Equal(5, OpaquePerceptron.Specification.Smoothing!.Seeds.Count);
        }
    }

    [TorchFact]
    public void A_file_has_the_names_of_PyTorch_and_is_read_again()
    {
        var folder = Directory.CreateTempSubdirectory("rationale");
        try
        {
            using var module = new OpaqueImages();
            using var other = new OpaqueImages();
            module.Initialize(8);
            var path = Path.Combine(folder.FullName, "module.safetensors");
            module.Save(path);
            Assert.Equal(module.state_dict().Keys.Order(StringComparer.Ordinal), SafetensorsFile.Read(path).Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
            other.Load(path);
            Assert.Equal(module.Parameters.Values.ToArray(), other.Parameters.Values.ToArray());
            Assert.Equal(module.Predict(new float[32]).Outputs.ToArray(), other.Predict(new float[32]).Outputs.ToArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TorchFact]
    public void Parameters_are_the_same_memory_on_both_sides()
    {
        using var scope = NewDisposeScope();
        using var module = new OpaquePerceptron();
        module.Initialize(5);
        float[] x = [1, 2, 3, 4, 5];
        var before = module.Predict(x).Outputs.ToArray();
        Twins.Near(module.call(tensor(x, [1, 5])).data<float>().ToArray(), before, 1e-6f);
        using var optimizer = optim.SGD(module.parameters(), 0.1);
        module.ExplainedLoss(tensor(x, [1, 5]), tensor([1L]), zeros(1, 5)).backward();
        optimizer.step();
        var after = module.Predict(x).Outputs.ToArray();
        Assert.NotEqual(before, after);
        module.Parameters["hidden.bias"].Clear();
        Assert.Equal(new float[7], module.state_dict()["hidden.bias"].data<float>().ToArray());
    }

    [TorchFact]
    public async Task Parameters_on_a_device_are_trained_there_and_come_back()
    {
        var (opaque, read) = Twins.Create<OpaquePerceptron, ReadPerceptron>();
        using (opaque)
        using (read)
        {
            await read.TrainAsync(Examples, Options, null, Token);
            var accuracy = new List<double>();
            await opaque.TrainAsync(Examples, Options with { Device = TorchDevice.Cpu with { Mirrored = true } }, new Progress(_ => accuracy.Add(opaque.Evaluate(Examples).Accuracy)), Token);
            Twins.Equal(read, opaque, 1e-4f);
            Assert.NotEmpty(accuracy);
            Twins.Near(opaque.Parameters["output.bias"], opaque.state_dict()["output.bias"].data<float>().ToArray(), 0);
        }
    }

    [TorchFact]
    public async Task The_best_parameters_come_back_from_a_device_too()
    {
        var (opaque, read) = Twins.Create<OpaquePerceptron, ReadPerceptron>();
        using (opaque)
        using (read)
        {
            // A rate at which the first epochs are the best.
            var options = Options with { Epochs = 8, LearningRate = 0.5, Validation = Small.Blobs(40, 5, seed: 7).Marking(0), EarlyStopping = new EarlyStopping { Patience = 2 } };
            var expected = await read.TrainAsync(Examples, options, null, Token);
            var actual = await opaque.TrainAsync(Examples, options with { Device = TorchDevice.Cpu with { Mirrored = true } }, null, Token);
            Assert.True(actual.BestEpoch < actual.History.Count);
            Assert.Equal(expected.BestEpoch, actual.BestEpoch);
            Assert.Equal(actual.History[actual.BestEpoch - 1].Metrics["accuracy"], opaque.Evaluate(options.Validation).Accuracy);
        }
    }

    [TorchFact]
    public void Gradients_are_those_of_its_twin_and_need_layers_in_double_precision()
    {
        var (opaque, read) = Twins.Create<OpaquePerceptron, ReadPerceptron>();
        using (opaque)
        using (read)
        {
            var (expected, actual) = (read.Gradients(Examples), opaque.Gradients(Examples));
            Assert.Equal(expected.Loss, actual.Loss, 1e-4 * expected.Loss);
            Assert.Equal(expected.Norm, actual.Norm, 1e-4 * expected.Norm);
            var refused = Assert.Throws<NotSupportedException>(() => opaque.Check(Examples));
            Assert.StartsWith("'OpaquePerceptron' is a module that is called and not compiled, in 32 bits;", refused.Message, StringComparison.Ordinal);
        }
    }

    private sealed class Progress(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.EpochEnded)
            {
                tell(value);
            }
        }
    }
}
