using FsCheck;
using FsCheck.Fluent;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Randomness;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Random smoothed models: trained on examples that lose the same groups, and certified over all masks, on the emulated device as on the CPU.</summary>
public class RandomSmoothedTests
{
    private static readonly int Models = TestDevice.Models(15);

    private static Arbitrary<ModelSpecification> Any => (
        from features in Gen.Choose(2, 6)
        from units in Gen.Choose(1, 9)
        from classes in Gen.Choose(2, 4)
        from activation in Gen.Elements(RandomModels.SmoothActivations.ToArray())
        from kept in Gen.Choose(1, 7)
        from training in Gen.Elements(Enum.GetValues<MaskedTraining>())
        from output in Gen.Elements(Enum.GetValues<BaseOutput>())
        from explained in Gen.Elements(true, false)
        let shape = EquatableArray.Create(features)
        let smoothing = MaskSmoothing.Create(shape, kept / 8.0, 8) with { Training = training, Base = output }
        let layers = (Layer[])[new DenseLayer(units, true, Initialization.PyTorchDefault), activation, new DenseLayer(classes, true, Initialization.PyTorchDefault), .. output == BaseOutput.Probabilities ? [new SoftmaxLayer()] : Array.Empty<Layer>()]
        select Small.Create(features, Small.Classes(classes), layers) with
        {
            Objectives = explained ? TaskLoss.With(Small.Sum) : TaskLoss.With(),
            Smoothing = smoothing,
        }).ToArbitrary();

    [Fact]
    public void Training_and_certificates_are_those_of_the_CPU() => RandomTests.ForAll(Any, Models, Check);

    private static void Check(ModelSpecification specification)
    {
        var classes = ((ClassifierTask)specification.Task).Classes;
        var data = Small.Blobs(20, specification.InputShape[0], classes).Marking(0);
        var (parameters, lines) = Run(specification, data, Device.Cpu);
        var (found, device) = Run(specification, data, TestDevice.Current);
        var scale = parameters.Max(MathF.Abs);
        Assert.All(parameters.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-4f * scale));
        Assert.Equal(lines, device);
    }

    private static (float[] Parameters, string[] Certificates) Run(ModelSpecification specification, Dataset data, Device device)
    {
        using var model = Model.Interpret(specification, seed: 1);
        var options = new TrainingOptions { Epochs = 2, Seed = 3, BatchSize = 8, Optimizer = OptimizerKind.Sgd, LearningRate = 1e-3, Device = device };
        model.TrainAsync(data, options, cancellationToken: TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        var parameters = model.Copy();

        // Votes are counted for the same parameters: those of a device differ in their last digits.
        model.Initialize(5);
        model.Device = device;
        var random = new RandomSource(6);
        var masks = FeatureMatrix.FromArray([.. Enumerable.Range(0, data.Count * specification.InputShape[0]).Select(_ => (float)random.NextInt32(2))], specification.InputShape[0]);
        return (parameters, [.. model.Smoothed.Certify(data.Features, masks).Select(certificate => certificate.ToString())]);
    }
}
