using Rationale.Execution;
using Rationale.Torch.Libraries;
using Rationale.Torch.Programs;
using TorchSharp;

namespace Rationale.Torch;

/// <summary>
/// A device of libtorch: trainings run the same differentiated graph there as on <see cref="Device.Cpu"/>, as calls of ATen's operators. Name it in the options of a training:
/// <c>new TrainingOptions { Device = TorchDevice.Cuda(0) }</c>.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of trainings may name the same device.</remarks>
public sealed record TorchDevice : Device, IStepTarget
{
    internal const long DefaultDataLimit = 1L << 30;

    private TorchDevice(int? gpu) => Gpu = gpu;

    /// <summary>The cores of this machine, by libtorch.</summary>
    public static new TorchDevice Cpu { get; } = new(gpu: null);

    /// <summary>A GPU of NVIDIA's.</summary>
    /// <param name="index">Which of them.</param>
    public static TorchDevice Cuda(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new(index);
    }

    /// <summary>Whether products of 32-bit numbers may be rounded to TF32 on a GPU: several times faster, with 10 bits of precision.</summary>
    /// <value>The default is false. It holds for the whole process, from when a training starts.</value>
    public bool AllowTensorFloat32 { get; init; }

    /// <summary>Most bytes of a data set that are kept on a GPU, so that a step brings only the numbers of its examples; 0 brings the examples themselves with every step. On a CPU it means nothing.</summary>
    /// <value>The default is 1 GiB.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long DataLimit
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(DataLimit), value, $"TorchDevice.DataLimit is {value}, but it is a number of bytes; give 0 to bring examples with every step, or more.");
    } = DefaultDataLimit;

    /// <summary>Whether a TorchSharp module whose forward pass was read trains through that forward all the same, by TorchSharp's autograd, as a module does that was not read: to compare the two, to have libtorch's numbers, or because parts of it are in evaluation mode.</summary>
    /// <value>The default is false: such a module trains by compiled steps, which give the same losses up to rounding. Dropout draws other numbers.</value>
    public bool UsesAutograd { get; init; }

    /// <summary>Number of the GPU; null for the cores of this machine.</summary>
    internal int? Gpu { get; }

    /// <summary>TorchSharp's device.</summary>
    internal torch.Device Place => Gpu is { } gpu ? torch.device(DeviceType.CUDA, gpu) : torch.CPU;

    /// <summary>Whether a CPU is treated as a device whose memory is not that of the host: how what a GPU needs is tested without one.</summary>
    internal bool Mirrored { get; init; }

    /// <summary>From how many weights on a product on a CPU goes through oneDNN; null for none.</summary>
    internal int? OneDnnMinSize { get; init; } = OneDnnProducts.ArePreferred ? OneDnnProducts.DefaultMinSize : null;

    /// <inheritdoc/>
    internal override IStepTarget? Target => this;

    /// <inheritdoc/>
    public override string ToString() => $"{(Gpu is { } gpu ? FormattableString.Invariant($"torch cuda:{gpu}") : "torch cpu")}{(UsesAutograd ? " by autograd" : "")}";

    /// <inheritdoc/>
    /// <exception cref="DllNotFoundException">There is no libtorch, or no GPU that it could use; the message says what to do.</exception>
    /// <exception cref="NotSupportedException">The model is no module, so that there is no forward pass for autograd.</exception>
    IStepExecutor<float>? IStepTarget.Prepare(StepPlan plan, AlignedBuffer<float> parameters, ExecutionOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(parameters);
        if (UsesAutograd)
        {
            throw new NotSupportedException("TorchDevice.UsesAutograd trains a TorchSharp module through its own forward, but the model of this training is made of declared layers and has none; leave it out.");
        }

        Check();
        if (Gpu is not null)
        {
            torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = AllowTensorFloat32;
        }

        return new TensorExecutor<float>(plan.Tensors, [.. plan.Layout.Inputs.Select(input => input.Name)], parameters, this, options);
    }

    /// <summary>Refuses what this process cannot do, before TorchSharp is asked for it.</summary>
    internal void Check()
    {
        if ((Gpu is { } gpu ? TorchLibraries.CudaUnavailableReason(gpu) : TorchLibraries.UnavailableReason) is { } reason)
        {
            throw new DllNotFoundException(reason);
        }
    }
}
