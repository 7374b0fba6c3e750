using Rationale.Execution;

namespace Rationale.Torch.Programs;

/// <content>Parameters that stay on the device.</content>
internal sealed partial class TensorExecutor<T>
{
    private readonly Lock _gate = new();
    private readonly TorchDevice _device;
    private readonly AlignedBuffer<T> _parameters;
    private ResidentParameters<T>? _resident;

    /// <inheritdoc/>
    public bool OnDevice { get; }

    /// <inheritdoc/>
    public bool GradientsAreFinite => Resident.GradientsAreFinite;

    /// <inheritdoc/>
    public T SumOfSquares => Resident.SumOfSquares;

    /// <summary>What has crossed between host and device.</summary>
    internal Copies Copies { get; } = new();

    private ResidentParameters<T> Resident => _resident ?? throw new InvalidOperationException("The parameters are on the host; let the executor take them over first.");

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">A group of parameters does not move as the others do.</exception>
    public void Attach(IReadOnlyList<UpdateRange> ranges, AlignedBuffer<T> first, AlignedBuffer<T> second, int trained, IReadOnlyList<(int Start, int Length)> states, IReadOnlyList<(int Start, int Length)> leftOut)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        if (ranges.Any(range => range.Rule != ranges[0].Rule))
        {
            throw new NotSupportedException("This target moves all parameters with one learning rate, but a term of the objective has parameters of its own; train on the CPU, without a Target.");
        }

        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (!OnDevice)
        {
            throw new InvalidOperationException("This executor works in the memory of the host, where the parameters are already.");
        }

        lock (_gate)
        {
            var taken = new ResidentParameters<T>(ranges, _parameters, first, second, trained, states, leftOut, _device, Copies);
            _workers[0].Use(taken.Tensors);
            _resident?.Dispose();
            _resident = taken;
        }
    }

    /// <summary>Takes over parameters that all move by one rule.</summary>
    public void Attach(UpdateRule rule, AlignedBuffer<T> first, AlignedBuffer<T> second, int trained, IReadOnlyList<(int Start, int Length)> states) =>
        Attach([new UpdateRange(0, trained, rule)], first, second, trained, states, []);

    /// <inheritdoc/>
    public void Update(long step, double scale = 1, double rateFactor = 1)
    {
        lock (_gate)
        {
            Resident.Update(step, scale, rateFactor);
        }
    }

    /// <inheritdoc/>
    public void DownloadParameters()
    {
        lock (_gate)
        {
            _resident?.DownloadParameters();
        }
    }

    /// <inheritdoc/>
    public void UploadWritten()
    {
        lock (_gate)
        {
            _resident?.UploadWritten();
        }
    }

    /// <inheritdoc/>
    public void BringOptimizer()
    {
        lock (_gate)
        {
            Resident.BringOptimizer();
        }
    }
}
