using System.Runtime.InteropServices;
using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Operators;
using Rationale.Torch.Libraries;
using Rationale.Torch.Objectives;
using Rationale.Torch.Programs;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Autograd;

/// <summary>
/// Runs a program of a module over batches. A training takes a batch as a whole through the module and back; everything else goes through it in parts, whose number does not
/// change the result. Every tensor of a run is given back at its end.
/// </summary>
internal sealed partial class AutogradExecutor : IResidentExecutor<float>
{
    /// <summary>Examples that go through the module together where nothing is trained.</summary>
    private const int PartSize = 256;

    private readonly AutogradProgram _program;
    private readonly AutogradPrograms _owner;
    private readonly AlignedBuffer<float> _parameters;
    private readonly AlignedBuffer<float> _gradients;
    private readonly TorchDevice _device;
    private readonly InputBuffers _inputs;
    private readonly Dictionary<string, double> _settings = [];
    private readonly Dictionary<string, float> _totals = [];
    private readonly Dictionary<string, float[]> _shared = [];
    private ulong _seed;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="program">What to run.</param>
    /// <param name="owner">Calls the module.</param>
    /// <param name="parameters">The flat parameters, shared with whoever updates them; not disposed here.</param>
    /// <param name="device">Where a training runs; everything else runs where the module is.</param>
    /// <exception cref="DllNotFoundException">There is no libtorch, or not the device; the message says what to do.</exception>
    public AutogradExecutor(AutogradProgram program, AutogradPrograms owner, AlignedBuffer<float> parameters, TorchDevice device)
    {
        device.Check();
        (_program, _owner, _parameters, _device) = (program, owner, parameters, device);
        _gradients = new AlignedBuffer<float>(program.IsTraining ? parameters.Length : 0);
        _inputs = new InputBuffers(program);
    }

    /// <inheritdoc/>
    public int Workers => 1;

    /// <inheritdoc/>
    public int TileSize => 0;

    /// <inheritdoc/>
    public Span<float> Gradients
    {
        get
        {
            lock (_owner.Gate)
            {
                return _resident is null ? _gradients.Span : _resident.Gradients;
            }
        }
    }

    /// <inheritdoc/>
    public void Seed(ulong seed) => _seed = seed;

    /// <inheritdoc/>
    public void Set(string setting, float value) => _settings[setting] = value;

    /// <inheritdoc/>
    public void Load(string input, ReadOnlySpan<float> values) => _shared[input] = values.ToArray();

    /// <inheritdoc/>
    public float Total(string name) => _totals.TryGetValue(name, out var total)
        ? total
        : throw new ArgumentException($"The program has no total '{name}'; it has {string.Join(", ", _program.Totals.Select(output => output.Name))}.", nameof(name));

    /// <inheritdoc/>
    public void Run(IBatch<float> batch, ulong step = 0, ReadOnlyMemory<Memory<float>> outputs = default) => Run(batch, step, outputs, null, CancellationToken.None);

    /// <inheritdoc/>
    public void Run(IBatch<float> batch, ulong step, ReadOnlyMemory<Memory<float>> outputs, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_owner.Gate)
        {
            _owner.RequireUndisposed();
            try
            {
                using var held = HeldCollections.Begin();
                using var threads = ThreadCount.All();
                using var scope = NewDisposeScope();
                using var mode = _owner.Enter(_program.IsTraining);

                // A caller in inference mode, or one that has left a thread of the pool in it, would have gradients that nobody recorded.
                using var recordable = inference_mode(mode: false);
                if (_program.IsTraining)
                {
                    Step(batch, step);
                }
                else
                {
                    Evaluate(batch, outputs, progress, cancellationToken);
                }
            }
            catch (ExternalException error)
            {
                throw new InvalidOperationException(
                    $"The forward of '{_owner.Name}' failed over a batch of {batch.Examples} examples of shape [{string.Join(", ", _inputs.FeatureShape)}]: {NativeErrors.Sentence(error)}", error);
            }
        }

        progress?.Report(1);
    }

    /// <inheritdoc/>
    public void RunOnWorkers(Action<int> action) => action(0);

    /// <summary>One step: the forward pass, the terms of the objective, and the gradient of their sum.</summary>
    private void Step(IBatch<float> batch, ulong step)
    {
        using var records = enable_grad();
        using (manual_seed(unchecked((long)((_seed * 0x9E3779B97F4A7C15) + step))))
        {
        }

        var tensors = _owner.Tensors;
        ClearGradients(tensors);
        var leaves = new List<(int Offset, Tensor Leaf)>();
        var graph = Evaluator(batch, 0, batch.Examples, batch.Examples, leaves);
        foreach (var node in _program.DropoutMasks)
        {
            graph[node] = DropoutMask((DropoutMaskOp)node.Operator, graph, step);
        }

        var loss = graph[_program.Totals.First(total => total.Name == ModelPrograms.Loss).Value];
        if (!loss.requires_grad)
        {
            throw new InvalidOperationException($"The loss of '{_owner.Name}' does not depend on its parameters, so that there is nothing to learn; look for detach() or no_grad() in its forward.");
        }

        loss.backward();
        ReadTotals(graph);
        TakeGradients(tensors, leaves);
    }

    /// <summary>Numbers for the batch, and results for each example, part by part.</summary>
    private void Evaluate(IBatch<float> batch, ReadOnlyMemory<Memory<float>> outputs, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var records = _program.TakesGradients ? enable_grad() : no_grad();
        var parts = (batch.Examples + PartSize - 1) / PartSize;
        var levels = parts == 1 ? 0 : _program.BatchSums.Levels.Count;
        var sums = new Dictionary<Node, Tensor>();
        for (var level = 0; level < levels; level++)
        {
            var known = sums.ToDictionary();
            ForEachPart((graph, _, _) =>
            {
                foreach (var node in _program.BatchSums.Levels[level])
                {
                    var share = graph[node].detach().to(float64);
                    sums[node] = (sums.TryGetValue(node, out var sum) ? sum + share : share).MoveToOuterDisposeScope();
                }
            }, known, level);
        }

        var (last, totals) = (sums.ToDictionary(sum => sum.Key, sum => sum.Value), false);
        if (_program.PerExample.Count > 0 || levels == 0)
        {
            ForEachPart((graph, first, count) =>
            {
                Copy(graph, outputs.Span, first, count);
                if (!totals)
                {
                    ReadTotals(graph);
                    totals = true;
                }
            }, last, levels);
        }
        else
        {
            ReadTotals(Evaluator(batch, 0, 1, batch.Examples, null, last));
        }

        void ForEachPart(Action<GraphEvaluator, int, int> visit, Dictionary<Node, Tensor> known, int level)
        {
            for (var part = 0; part < parts; part++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var (first, end) = ((int)((long)batch.Examples * part / parts), (int)((long)batch.Examples * (part + 1) / parts));
                visit(Evaluator(batch, first, end - first, batch.Examples, null, known), first, end - first);
                progress?.Report(Math.Min(0.99, (level + ((part + 1.0) / parts)) / (levels + 1)));
            }
        }
    }

    /// <summary>An evaluator that knows the inputs of some examples, and what has been added up over all of them.</summary>
    private GraphEvaluator Evaluator(IBatch<float> batch, int first, int count, int examples, List<(int Offset, Tensor Leaf)>? leaves, Dictionary<Node, Tensor>? known = null)
    {
        var place = _owner.Place;
        var like = zeros([], float32, place);
        var graph = new GraphEvaluator(like, count) { BatchSize = examples, Call = Call };
        foreach (var (key, value) in _settings)
        {
            graph.Set(key, value);
        }

        foreach (var (node, tensor) in _inputs.Load(batch, first, count, place))
        {
            graph[node] = _program.TakesGradients && node.Operator is InputOp { Key: ModelInput.Features } ? tensor.requires_grad_() : tensor;
        }

        foreach (var node in _program.SharedInputs)
        {
            var values = _shared.GetValueOrDefault(((SharedInputOp)node.Operator).Key, []);
            long[] extents = [.. node.Shape.Dimensions.Select(extent => (long)extent)];
            graph[node] = values.Length == 0 ? zeros(extents, float32, place) : tensor(values, extents, float32, place);
        }

        foreach (var node in _program.Parameters)
        {
            graph[node] = Parameter((ParameterOp)node.Operator, leaves);
        }

        foreach (var (node, sum) in known ?? [])
        {
            graph[node] = sum.to(float32);
        }

        return graph;
    }

    /// <summary>All parameters of the module as one vector, or one of a term of the objective.</summary>
    private Tensor Parameter(ParameterOp parameter, List<(int Offset, Tensor Leaf)>? leaves)
    {
        var tensors = _owner.Tensors;
        if (Place(parameter.Key) is not { } own)
        {
            return cat([.. _owner.Places.Where(known => known.Trained && tensors.ContainsKey(known.Key)).Select(known => tensors[known.Key].flatten())]);
        }

        if (tensors.TryGetValue(own.Key, out var found))
        {
            return found;
        }

        var leaf = torch.tensor(_parameters.Slice(own.Offset, own.Length).ToArray(), own.Shape, float32, _owner.Place);
        if (leaves is not null)
        {
            leaves.Add((own.Offset, leaf.requires_grad_()));
        }

        return leaf;
    }

    /// <summary>What the network of a term drops in a step: what it drops on every other target.</summary>
    private Tensor DropoutMask(DropoutMaskOp mask, GraphEvaluator graph, ulong step)
    {
        var rows = mask.Shape.Batched ? checked((int)graph.Examples) : 1;
        var values = new float[rows * mask.Shape.Length];
        Kernels.DropoutKernels.Fill<float>(values, _seed, step, mask.Site, 0, rows, mask.Shape.Length, mask.Rate);
        return tensor(values, graph.Extents(mask.Shape), float32, _owner.Place);
    }

    private Tensor Call(ModuleOp module, Tensor x)
    {
        var z = _owner.Call(module.Path, _owner.TakesTokens ? x.to(int64) : x);
        long[] expected = [x.shape[0], .. module.Shape.Dimensions.Select(extent => (long)extent)];
        if (z.shape.Length == 0 || z.shape[0] != x.shape[0] || z.numel() != expected.Aggregate(1L, (product, extent) => product * extent))
        {
            var part = module.Path.Length == 0 ? $"The forward of '{_owner.Name}'" : $"'{module.Path}' of '{_owner.Name}'";
            throw new InvalidOperationException($"{part} gave [{string.Join(", ", z.shape)}] for {x.shape[0]} examples, but [{string.Join(", ", expected)}] is needed; end it with as many outputs.");
        }

        return z.shape.SequenceEqual(expected) ? z : z.reshape(expected);
    }

    private void ReadTotals(GraphEvaluator graph)
    {
        foreach (var total in _program.Totals)
        {
            using var value = graph[total.Value].detach().to(float32).cpu();
            _totals[total.Name] = value.item<float>();
        }
    }

    private void Copy(GraphEvaluator graph, ReadOnlySpan<Memory<float>> outputs, int first, int count)
    {
        for (var i = 0; i < _program.PerExample.Count; i++)
        {
            var width = _program.Layout.Outputs[i].Width;
            using var values = graph[_program.PerExample[i].Value].detach().expand(graph.Extents(_program.PerExample[i].Value.Shape)).to(float32).cpu().contiguous();
            values.data<float>().CopyTo(outputs[i].Span.Slice(first * width, count * width));
        }
    }
}
