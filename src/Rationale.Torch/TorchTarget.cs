using Rationale.Execution;
using Rationale.Graph.Tensors;
using Rationale.Native;
using Rationale.Torch.Programs;

namespace Rationale.Torch;

/// <summary>
/// Trains on libtorch: the same differentiated graph as on the embedded target, as calls of ATen's operators. Set it as the target of a model's runtime, for
/// instance <c>model.Runtime.Target = new TorchTarget(Device.Cuda(0))</c>.
/// </summary>
/// <param name="device">Where steps run.</param>
public sealed class TorchTarget(Device device) : IStepTarget
{
    internal const long DefaultDataLimit = 1L << 30;

    /// <summary>Where steps run.</summary>
    public Device Device => device;

    /// <summary>Whether products of 32-bit numbers may be rounded to TF32 on a GPU: several times faster, with 10 bits of precision.</summary>
    /// <value>The default is false. It holds for the whole process, from when a training starts.</value>
    public bool AllowTensorFloat32 { get; init; }

    /// <summary>Most bytes of a data set that are kept on a GPU, so that a step brings only the numbers of its rows; 0 brings the rows themselves with every step. On a CPU it means nothing.</summary>
    /// <value>The default is 1 GiB.</value>
    public long DataLimit { get; init; } = DefaultDataLimit;

    /// <summary>Whether a CPU is treated as a device whose memory is not that of the host: how what a GPU needs is tested without one.</summary>
    internal bool Mirrored { get; init; }

    /// <inheritdoc/>
    /// <exception cref="DllNotFoundException">There is no libtorch; the message says what to do.</exception>
    public IStepExecutor<float> Training(TensorSchedule schedule, ProgramLayout layout, AlignedBuffer<float> parameters, ExecutionOptions options)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(parameters);
        if (device.Type == DeviceType.Cuda)
        {
            Gpus.AllowTensorFloat32(AllowTensorFloat32);
        }

        return new TensorExecutor<float>(schedule, [.. layout.Columns.Select(column => column.Name)], parameters, device, options, Mirrored, DataLimit);
    }
}
