using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Torch.Autograd;

/// <summary>A graph of a model with a module in it, as a program that its own executor evaluates over tensors. Gradients of parameters are those of the loss by autograd.</summary>
internal sealed class AutogradProgram : StepProgram<float>
{
    private readonly AutogradPrograms _owner;

    /// <summary>Prepares a graph.</summary>
    /// <param name="graph">The graph, with its gradients as nodes.</param>
    /// <param name="owner">Calls the module.</param>
    public AutogradProgram(ComputationGraph graph, AutogradPrograms owner)
    {
        _owner = owner;
        IsTraining = graph.Outputs.Any(output => output.Kind is OutputKind.Gradient or OutputKind.GradientShare);
        Totals = [.. graph.Outputs.Where(output => output.Kind == OutputKind.Total)];
        PerExample = [.. graph.Outputs.Where(output => output.Kind == OutputKind.PerExample)];
        Nodes = new ComputationGraph([.. Totals, .. PerExample]).Nodes();
        Inputs = [.. Nodes.Where(node => node.Operator is InputOp)];
        SharedInputs = [.. Nodes.Where(node => node.Operator is SharedInputOp)];
        Parameters = [.. Nodes.Where(node => node.Operator is ParameterOp)];
        DropoutMasks = [.. Nodes.Where(node => node.Operator is DropoutMaskOp)];
        Labels = Nodes.FirstOrDefault(node => node.Operator is LabelsOp);
        BatchSums = new BatchSums(Nodes);
        TakesGradients = Nodes.Any(node => node.Operator is GradientOp);
        var offset = 0;
        Layout = new ProgramLayout(
            [.. Inputs.Select(node => new ValueLayout(((InputOp)node.Operator).Key, node.Shape.Length))],
            ["examples", .. Nodes.Select(node => node.Operator).OfType<SettingOp>().Select(setting => setting.Key).Distinct()],
            [.. PerExample.Select(output => new ValueLayout(output.Name, output.Value.Shape.Length))],
            [.. Totals.Select(output => new TotalLayout(output.Name, Region.Accumulator, 0))],
            [[]],
            owner.Places.Sum(place => place.Length),
            Accumulators: 0,
            Shared: 0,
            TileWidth: 0)
        {
            SharedInputs = [.. SharedInputs.Select(node =>
            {
                var place = new SharedInputLayout(((SharedInputOp)node.Operator).Key, offset, node.Shape.Length);
                offset += node.Shape.Length;
                return place;
            })],
        };
    }

    /// <inheritdoc/>
    public override ProgramLayout Layout { get; }

    /// <summary>Whether the program gives gradients of parameters, with the module in training.</summary>
    public bool IsTraining { get; }

    /// <summary>Whether something is differentiated by the features.</summary>
    public bool TakesGradients { get; }

    /// <summary>Numbers for the whole batch.</summary>
    public IReadOnlyList<Output> Totals { get; }

    /// <summary>Results for each example.</summary>
    public IReadOnlyList<Output> PerExample { get; }

    /// <summary>All nodes that are evaluated, inputs before users.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>Inputs of the batch, in the order of the layout.</summary>
    public IReadOnlyList<Node> Inputs { get; }

    /// <summary>Values for the whole data set, in the order of the layout.</summary>
    public IReadOnlyList<Node> SharedInputs { get; }

    /// <summary>Parameters that stand in the graph themselves: all as one vector, and those of terms of the objective.</summary>
    public IReadOnlyList<Node> Parameters { get; }

    /// <summary>Masks of dropout in the networks of terms of the objective; the module drops values itself.</summary>
    public IReadOnlyList<Node> DropoutMasks { get; }

    /// <summary>The classes, where something looks at them.</summary>
    public Node? Labels { get; }

    /// <summary>Sums over the batch, which are collected part by part.</summary>
    public BatchSums BatchSums { get; }

    /// <inheritdoc/>
    internal override IStepExecutor<float> CreateExecutor(Device device, AlignedBuffer<float> parameters) => new AutogradExecutor(this, _owner, parameters, device switch
    {
        TorchDevice torch => torch,
        _ when device == Device.Cpu => TorchDevice.Cpu,
        _ => throw new NotSupportedException($"'{_owner.Name}' is trained by TorchSharp's autograd, which does not run on the device '{device}'; name TorchDevice.Cuda(0), or leave the device out."),
    });

    /// <inheritdoc/>
    public override void Prologue(Frame<float> frame) => throw HasNoTiles();

    /// <inheritdoc/>
    public override void Tile(int pass, Frame<float> frame) => throw HasNoTiles();

    /// <inheritdoc/>
    public override void Epilogue(int pass, Frame<float> frame) => throw HasNoTiles();

    private static InvalidOperationException HasNoTiles() => new("A program of autograd is run by its own executor.");
}
