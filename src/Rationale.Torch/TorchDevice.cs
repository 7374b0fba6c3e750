using Rationale.Execution;
using Rationale.Native;
using Rationale.Torch.Programs;

namespace Rationale.Torch;

/// <summary>
/// A device of libtorch: trainings run the same differentiated graph there as on <see cref="Device.Cpu"/>, as calls of ATen's operators. Name it in the options of a training:
/// <c>new TrainingOptions { Device = TorchDevice.Cuda(0) }</c>.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of trainings may name the same device.</remarks>
public sealed record TorchDevice : Device, IStepTarget
{
    internal const long DefaultDataLimit = 1L << 30;

    private readonly Native.Device _device;

    private TorchDevice(Native.Device device) => _device = device;

    /// <summary>The cores of this machine, by libtorch.</summary>
    public static new TorchDevice Cpu { get; } = new(Native.Device.Cpu);

    /// <summary>A GPU of NVIDIA's.</summary>
    /// <param name="index">Which of them.</param>
    public static TorchDevice Cuda(int index = 0) => new(Native.Device.Cuda(index));

    /// <summary>Whether products of 32-bit numbers may be rounded to TF32 on a GPU: several times faster, with 10 bits of precision.</summary>
    /// <value>The default is false. It holds for the whole process, from when a training starts.</value>
    public bool AllowTensorFloat32 { get; init; }

    /// <summary>Most bytes of a data set that are kept on a GPU, so that a step brings only the numbers of its examples; 0 brings the examples themselves with every step. On a CPU it means nothing.</summary>
    /// <value>The default is 1 GiB.</value>
    public long DataLimit { get; init; } = DefaultDataLimit;

    /// <summary>Whether a CPU is treated as a device whose memory is not that of the host: how what a GPU needs is tested without one.</summary>
    internal bool Mirrored { get; init; }

    /// <inheritdoc/>
    protected internal override IStepTarget? Target => this;

    /// <inheritdoc/>
    public override string ToString() => $"torch {_device}";

    /// <inheritdoc/>
    /// <exception cref="DllNotFoundException">There is no libtorch; the message says what to do.</exception>
    IStepExecutor<float> IStepTarget.Prepare(StepPlan plan, AlignedBuffer<float> parameters, ExecutionOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(parameters);
        if (_device.Type == DeviceType.Cuda)
        {
            Gpus.AllowTensorFloat32(AllowTensorFloat32);
        }

        return new TensorExecutor<float>(plan.Tensors, [.. plan.Layout.Inputs.Select(input => input.Name)], parameters, _device, options, Mirrored, DataLimit);
    }
}
