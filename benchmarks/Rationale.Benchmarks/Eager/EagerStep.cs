using System.Diagnostics;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rationale.Benchmarks.Eager;

/// <summary>
/// The step of a classifier with an explanation penalty as a careful user of TorchSharp writes it: forward pass, gradient of the log-probabilities with <c>create_graph</c>, gradient of the loss with
/// respect to the parameters alone, Adam; one dispose scope, nothing accumulated and nothing set to zero. Over the same libtorch as the compiled step, so that both multiply by the same products.
/// </summary>
internal sealed class EagerStep : IDisposable
{
    private const double LearningRate = 1e-3;

    private readonly Sequential _network;
    private readonly List<Tensor> _parameters;
    private readonly FusedAdam? _fused;
    private readonly Adam? _adam;
    private readonly Tensor _features;
    private readonly Tensor _labels;
    private readonly Tensor _mask;
    private readonly double _weight;

    /// <summary>Makes network, data and optimizer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">Examples of a step.</param>
    /// <param name="fused">Whether one operator moves all parameters; otherwise TorchSharp's Adam does, parameter by parameter.</param>
    public EagerStep(ModelSpecification model, int batch, bool fused)
    {
        _network = EagerNetwork.Create(model);
        _parameters = [.. _network.parameters()];
        _weight = model.Find<ExplanationPenalty>()!.Weight;
        var data = SyntheticData.For(model, batch);
        long[] shape = model.InputShape is [var height, var width, var channels] ? [batch, channels, height, width] : [batch, model.InputShape[0]];
        _features = tensor(data.Features.ToArray(), shape);
        _mask = tensor(data.AnnotationMask!.ToArray(), shape);
        _labels = tensor([.. data.Labels.ToArray().Select(label => (long)label)]);
        _fused = fused ? new FusedAdam(_parameters, LearningRate) : null;
        _adam = fused ? null : optim.Adam(_network.parameters(), LearningRate);
    }

    /// <summary>Runs steps.</summary>
    /// <param name="steps">How many.</param>
    /// <param name="threads">Threads inside an operator.</param>
    /// <returns>Microseconds per step.</returns>
    public double RunMicroseconds(int steps, int threads)
    {
        set_num_threads(threads);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < steps; i++)
        {
            Step();
        }

        return clock.Elapsed.TotalMicroseconds / steps;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _fused?.Dispose();
        _adam?.Dispose();
        _network.Dispose();
        _features.Dispose();
        _labels.Dispose();
        _mask.Dispose();
    }

    private void Step()
    {
        using var scope = NewDisposeScope();
        var x = _features.detach().requires_grad_();
        var logProbabilities = nn.functional.log_softmax(_network.call(x), 1);
        var taskLoss = nn.functional.nll_loss(logProbabilities, _labels, reduction: nn.Reduction.Sum);
        var gradient = autograd.grad([logProbabilities.sum()], [x], retain_graph: true, create_graph: true)[0];
        var loss = taskLoss + (_weight * (_mask * gradient).square().sum());
        if (_fused is not null)
        {
            _fused.Step(autograd.grad([loss], _parameters));
            return;
        }

        foreach (var parameter in _parameters)
        {
            parameter.grad = null;
        }

        autograd.backward([loss], inputs: _parameters);
        _adam!.step();
    }
}
