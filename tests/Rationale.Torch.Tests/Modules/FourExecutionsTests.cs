using Rationale.CompilerServices;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Oracle;
using Rationale.Tests.Execution;
using Rationale.Torch.Objectives;
using Rationale.Torch.Tests.Programs;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Modules;

/// <summary>One module, four ways: autograd over its own forward, the layers read from it on libtorch, interpreted, and by definitions.</summary>
public sealed class FourExecutionsTests
{
    [TorchFact]
    public void A_perceptron_has_one_loss_and_one_gradient()
    {
        using var module = new Perceptron();
        Check(module, Perceptron.Specification, [.. Perceptron.ParameterBindings], (x, labels, marks) => module.ExplainedLoss(x, labels, marks), rows: 9);
    }

    [TorchFact]
    public void A_network_of_images_has_one_loss_and_one_gradient()
    {
        using var module = new Images();
        Check(module, Images.Specification, [.. Images.ParameterBindings], (x, labels, marks) => module.ExplainedLoss(x, labels, marks), rows: 5);
    }

    [TorchFact]
    public void A_network_whose_branches_are_joined_has_one_loss_and_one_gradient()
    {
        using var module = new Joined();
        Check(module, Joined.Specification, [.. Joined.ParameterBindings], (x, labels, marks) => module.ExplainedLoss(x, labels, marks), rows: 4);
    }

    [TorchFact]
    public void Means_with_padding_and_stacked_branches_agree()
    {
        using var scope = NewDisposeScope();
        using var module = new Padded();
        Check(module, Padded.Specification, [.. Padded.ParameterBindings], (x, labels, marks) => module.ExplainedLoss(x, labels, marks), rows: 4);
    }

    [TorchFact]
    public void A_gated_network_has_one_loss_and_one_gradient()
    {
        using var module = new Gated();
        Check(module, Gated.Specification, [.. Gated.ParameterBindings], (x, labels, marks) => module.ExplainedLoss(x, labels, marks), rows: 8);
    }

    [TorchFact]
    public void A_network_of_token_ids_has_one_loss_and_one_gradient()
    {
        using var module = new Tokens();
        Check(module, Tokens.Specification, [.. Tokens.ParameterBindings], (x, labels, marks) => module.ExplainedLoss(x, labels, marks), rows: 6);
    }

    [TorchFact]
    public void An_embedding_within_a_part_of_the_module_is_found_by_its_name()
    {
        using var module = new NestedTokens();
        Check(module, NestedTokens.Specification, [.. NestedTokens.ParameterBindings], (x, labels, marks) => module.ExplainedLoss(x, labels, marks), rows: 6);
    }

    /// <summary>Vectors that are not trained are explained all the same.</summary>
    [TorchFact]
    public void A_frozen_embedding_is_explained_as_a_trained_one()
    {
        using var scope = NewDisposeScope();
        using var module = new Tokens();
        var (x, labels, marks) = Tensors(Tokens.Specification, ModelSample.Create(Tokens.Specification, 6, seed: 4), float32);
        var expected = module.ExplainedLoss(x, labels, marks).item<float>();
        foreach (var parameter in module.named_parameters().Where(part => part.name == "words.weight"))
        {
            parameter.parameter.requires_grad = false;
        }

        Assert.Equal(expected, module.ExplainedLoss(x, labels, marks).item<float>(), 1e-6f);
        Assert.NotEqual(expected, module.ExplainedLoss(x, labels, null).item<float>(), 1e-3f);
    }

    [TorchTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_of_classes_and_examples_are_in_the_loss(bool ofExamples)
    {
        using var module = new Weighted();
        double[] own = ofExamples ? [1, 0.5, 0, 2, 1, 3, 1, 0.25, 1] : [.. Enumerable.Repeat(1.0, 9)];
        Check(
            module,
            Weighted.Specification,
            [.. Weighted.ParameterBindings],
            (x, labels, marks) => module.ExplainedLoss(x, labels, marks, ofExamples ? tensor(own, [9, 1], float64) : null),
            rows: 9,
            sample => sample with
            {
                Columns = new Dictionary<string, double[]>(sample.Columns) { [ExampleWeights.Input] = [.. own.Select((weight, row) => weight * new[] { 1.0, 0.5, 3.0 }[sample.Labels[row]])] },
            });
    }

    [TorchFact]
    public void Losses_by_hand_are_those_that_are_written_out()
    {
        using var scope = NewDisposeScope();
        using var module = new Images();
        var sample = ModelSample.Create(Images.Specification, 5, 3);
        var (x, labels, marks) = Tensors(Images.Specification, sample, float32);
        var rows = RightReasons.Explained(x);
        var z = module.call(rows);
        var gradient = RightReasons.Gradient(z, rows, new Target(TargetOutput.Probability, TargetClass.Labeled), labels);
        var byHand = RightReasons.CrossEntropy(z, labels) + (3 * RightReasons.ExplanationPenalty(gradient, marks, PenaltyNorm.L2, Reduction.Normalized));
        Assert.Equal(module.ExplainedLoss(x, labels, marks).item<float>(), byHand.item<float>(), 1e-5f);
    }

    private static void Check(nn.Module<Tensor, Tensor> module, ModelSpecification model, ParameterBinding[] bindings, Func<Tensor, Tensor, Tensor, Tensor> loss, int rows, Func<Sample, Sample>? change = null)
    {
        using var scope = NewDisposeScope();
        module.to(float64);
        var sample = ModelSample.Create(model, rows, seed: 4);
        sample = change?.Invoke(sample) ?? sample;
        var parameters = module.named_parameters().ToDictionary(part => part.name, part => part.parameter);
        var layout = ModelGraph.Build(model, training: true).Layout;
        sample = sample with { Parameters = Flat(name => parameters[name].detach()) };

        var (x, labels, marks) = Tensors(model, sample, float64);
        var autograd = loss(x, labels, marks);
        autograd.backward();
        double[] expected = [autograd.item<double>(), .. Flat(name => parameters[name].grad!)];

        var graph = ModelPrograms.Training(model);
        var compiled = ModelPrograms.Compile(graph);
        Near.Check(expected, Own(OracleRun.Run(graph, sample)), 1e-10, "definitions:");
        Near.Check(expected, Own(Rationale.Tests.Execution.Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 2 })), 1e-10, "interpreted:");
        Near.Check(expected, Own(TensorRun<double>.Of(compiled, sample, workers: 1)), 1e-10, "libtorch:");
        Near.Check(expected, Own(TensorRun<double>.Of(compiled, sample, workers: 2)), 1e-10, "libtorch, two workers:");
        Near.Check(expected, Own(TensorRun<float>.Of(compiled, sample)), 1e-5, "libtorch, float:");

        double[] Flat(Func<string, Tensor> tensor) => [.. layout.Zip(bindings).SelectMany(pair =>
        {
            Assert.Equal(pair.First.Key, pair.Second.Parameter);
            var flat = new double[pair.First.Shape.Length];
            pair.Second.ToParameter<double>(tensor(pair.Second.Name).data<double>().ToArray(), flat);
            return flat;
        })];

        static double[] Own<T>(RunResult<T> result)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => [double.CreateChecked(result.Totals[ModelPrograms.Loss]), .. result.Gradients.Select(double.CreateChecked)];
    }

    private static (Tensor X, Tensor Labels, Tensor Marks) Tensors(ModelSpecification model, Sample sample, ScalarType type)
    {
        long[] shape = [sample.Examples, .. model.InputShape.Select(extent => (long)extent)];
        var labels = tensor([.. sample.Labels.Select(label => (long)label)], dtype: int64);
        return (
            tensor(sample.Columns["features"], shape, model.IsTokenIds(model.Inputs[0]) ? int64 : type),
            model.Task.Outputs == 1 ? labels.to(type) : labels,
            tensor(sample.Columns["annotations"], shape, type));
    }
}
