using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Smoothing;
using Rationale.Tests.Execution;
using Rationale.Torch.Smoothing;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Smoothing;

/// <summary>Masks on tensors against those of declared models: equal, bit for bit.</summary>
public sealed class TensorMasksTests
{
    private const int Rows = 9;
    private static readonly EquatableArray<int> Shape = EquatableArray.Create(4, 6, 2);

    public static TheoryData<MaskedTraining> Trainings => new(Enum.GetValues<MaskedTraining>());

    public static TheoryData<SmoothedOutput, BaseOutput, int> Outputs => new(
        from output in Enum.GetValues<SmoothedOutput>()
        from given in Enum.GetValues<BaseOutput>()
        from classes in new[] { 1, 3 }
        select (output, given, classes));

    [TorchTheory]
    [MemberData(nameof(Trainings))]
    public void A_step_loses_what_a_declared_model_loses(MaskedTraining training)
    {
        using var scope = NewDisposeScope();
        foreach (var (seed, step) in new[] { (0UL, 0L), (7UL, 0L), (7UL, 12L), (ulong.MaxValue, 3L) })
        {
            var model = Model(2, Smoothing with { Training = training });
            var values = Values();
            var batch = new ArrayBatch<float>(Rows, [values], new int[Rows]);
            var expected = training == MaskedTraining.None ? values : new RandomMasks(model, Layout(model), seed).Over(batch, step).Input(0, 0, Rows, new float[values.Length]).ToArray();
            var x = tensor(values, [Rows, 4, 6, 2]);
            Assert.Equal(expected, new TensorMasks(Shape, model.Smoothing!).TrainingVersions(x, seed, step).flatten().data<float>().ToArray());
        }
    }

    [TorchTheory]
    [MemberData(nameof(Outputs))]
    public void Votes_and_certificates_are_those_of_a_declared_model(SmoothedOutput output, BaseOutput given, int classes)
    {
        using var scope = NewDisposeScope();
        var smoothing = Smoothing with { Output = output, Base = given };
        using var model = Rationale.Model.Interpret(Model(classes, smoothing), seed: 5);
        var smoothed = new SmoothedModel(model);
        var values = Values();
        var flags = Enumerable.Range(0, Rows * smoothed.Groups).Select(i => i % 3 == 0 ? 1f : 0).ToArray();
        var expected = smoothed.Certify(FeatureMatrix.FromArray(values, 48), FeatureMatrix.FromArray(flags, smoothed.Groups));
        var masks = new TensorMasks(Shape, smoothing);
        Assert.Equal(smoothed.Groups, masks.Groups);

        // The module is the declared model itself, so that only masks and counts can differ.
        Assert.Equal(expected, masks.Certify(Declared, tensor(values, [Rows, 4, 6, 2]), tensor(flags, [Rows, smoothed.Groups])));
        Assert.True(expected.Select(certificate => certificate.Full).Distinct().Count() > 1);

        Tensor Declared(Tensor rows)
        {
            var results = new float[rows.shape[0] * classes];
            var batch = new ArrayBatch<float>((int)rows.shape[0], [rows.flatten().data<float>().ToArray()], new int[rows.shape[0]]);
            model.Runtime.Outputs(batch, results);
            if (model.Specification.EndsInProbabilities)
            {
                // Its programs give the logits; the module gives what it is said to give.
                results = [.. results.Select(logit => 1 / (1 + MathF.Exp(-logit)))];
            }

            return tensor(results, [rows.shape[0], classes]);
        }
    }

    [TorchFact]
    public void Gradients_reach_what_is_kept_and_nothing_else()
    {
        using var scope = NewDisposeScope();
        var x = ones([Rows, 4, 6, 2], float64, requires_grad: true);
        var masked = new TensorMasks(Shape, Smoothing).TrainingVersions(x, 3, 1);
        masked.sum().backward();
        Assert.Equal(masked.eq(1).to(float64).flatten().data<double>().ToArray(), x.grad!.flatten().data<double>().ToArray());
    }

    [TorchFact]
    public void Shapes_that_do_not_fit_are_named()
    {
        using var scope = NewDisposeScope();
        var masks = new TensorMasks(Shape, Smoothing);
        Names("[2, 48]", () => masks.Versions(ones([2, 48])));
        Names("[2, 6]", () => masks.Versions(ones([2, 4, 6, 2]), ones([2, 5])));
        Names("8 versions", () => masks.Count(ones([7, 3])));
        Assert.Contains("the module", Assert.Throws<ArgumentException>(() => new TensorMasks(Shape, Smoothing with { Keep = 0.3 })).Message, StringComparison.Ordinal);

        static void Names(string what, Func<object> action) => Assert.Contains(what, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    /// <summary>Six patches of 2×2, eight masks of which each patch is in three.</summary>
    private static MaskSmoothing Smoothing => MaskSmoothing.Create(Shape, 0.375, 8, new Patches(2, 2), seed: 3) with { Replacement = 0.25 };

    private static ModelSpecification Model(int classes, MaskSmoothing smoothing) => new(
        "Small",
        Shape,
        smoothing.Base == BaseOutput.Logits
            ? EquatableArray.Create<Layer>(new FlattenLayer(), new DenseLayer(classes, true, Initialization.PyTorchDefault))
            : EquatableArray.Create<Layer>(new FlattenLayer(), new DenseLayer(classes, true, Initialization.PyTorchDefault), new SigmoidLayer()),
        new ClassifierTask(classes, Reduction.Sum),
        TaskLoss.With(),
        new TrainingDefaults(),
        smoothing);

    /// <summary>Rows around different means, so that they do not all belong to one class.</summary>
    private static float[] Values()
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Range(0, 48).Select(i => (float)((6 * random.NextDouble()) - 3 + (((row + i) % 3) * 3) - 3)))];
    }

    private static ProgramLayout Layout(ModelSpecification model) => new ProgramSource(model).Prediction.Layout;
}
