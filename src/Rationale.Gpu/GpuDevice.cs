using ILGPU;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Execution;

namespace Rationale.Gpu;

/// <summary>
/// A GPU that trains and runs models: <c>new TrainingOptions { Device = Device.Gpu() }</c>. It runs the same differentiated graph as <see cref="Device.Cpu"/>, by kernels that are written in C# and
/// compiled for the device when they are first needed. NVIDIA's driver, or one of OpenCL, is all that must be installed.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of trainings may name the same device.</remarks>
public sealed record GpuDevice : Device, IStepTarget
{
    internal GpuDevice(GpuKind kind, int index) => (Kind, Index) = (kind, index);

    /// <summary>What drives the device.</summary>
    public GpuKind Kind { get; }

    /// <summary>Which of the devices of its kind.</summary>
    public int Index { get; }

    /// <summary>Whether products of 32-bit numbers may be rounded to TF32: several times faster where cuBLAS is found, with 10 bits of precision.</summary>
    /// <value>The default is false.</value>
    public bool AllowTensorFloat32 { get; init; }

    /// <summary>The file of cuBLAS, which multiplies large matrices on NVIDIA's cards; null to look for one beside the program, in a CUDA toolkit and in Python environments, and to do without where there is none.</summary>
    /// <value>The default is null.</value>
    public string? CuBlasPath { get; init; }

    /// <summary>Most bytes of a data set that are kept on the device, so that a step brings only the numbers of its examples; larger data are brought batch by batch, and with 0 all are.</summary>
    /// <value>The default is 4 GiB.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long DataLimit
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(DataLimit), value, $"GpuDevice.DataLimit is {value}, but it is a number of bytes; give 0 to bring data batch by batch, or more.");
    } = 4L << 30;

    /// <summary>Most bytes of the values that are computed at a time, with what is kept beside them until a pass ends; larger batches go through the program in several parts, one example at a time at least.</summary>
    /// <value>The default is 2 GiB.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is 0 or negative.</exception>
    public long WorkspaceLimit
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(WorkspaceLimit), value, $"GpuDevice.WorkspaceLimit is {value}, but the values of an example need memory; give a number of bytes above 0.");
    } = 2L << 30;

    /// <summary>How steps of a training run, where the model's project has kernels for both ways.</summary>
    /// <value>The default is <see cref="GpuMode.Auto"/>.</value>
    public GpuMode Mode { get; init; }

    /// <summary>As if the threads of a block shared no more bytes than this: how what a small device needs is tested without one.</summary>
    internal int? SharedMemoryLimit { get; init; }

    /// <summary>Whether all convolutions over the whole batch are tiled, however small: how tests reach every form with few numbers.</summary>
    internal bool TilesAllConvolutions { get; init; }

    /// <summary>As if the device had no more bytes of memory than this; null for those that it has.</summary>
    internal long? MemoryLimit { get; init; }

    /// <summary>Records the steps of the emulated device; null for plain steps.</summary>
    internal LaunchTape? Tape { get; init; }

    /// <summary>Multiplies in the place of a library that is looked for; null to look for one.</summary>
    internal ICuBlasCalls? CuBlasCalls { get; init; }

    /// <summary>Multiplies with epilogues in the place of a library that is looked for; null to look for one beside cuBLAS.</summary>
    internal ICuBlasLtCalls? CuBlasLtCalls { get; init; }

    /// <inheritdoc/>
    internal override IStepTarget? Target => this;

    /// <summary>A GPU of NVIDIA's.</summary>
    /// <param name="index">Which of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static GpuDevice Cuda(int index = 0) => new(GpuKind.Cuda, Checked(index));

    /// <summary>A device of OpenCL.</summary>
    /// <param name="index">Which of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static GpuDevice OpenCl(int index = 0) => new(GpuKind.OpenCl, Checked(index));

    /// <summary>The cores of this machine, which play the threads of a device one after the other: for tests of models where there is no GPU; a thousand times slower than <see cref="Device.Cpu"/>.</summary>
    public static GpuDevice Emulated { get; } = new(GpuKind.Emulated, 0);

    /// <summary>
    /// NVIDIA's first card for what it is expected to run faster than the cores of this machine, its start included; otherwise <see cref="Device.Cpu"/>. It is chosen for each training, and for each program of a
    /// model that is used, by counts of operations, bytes, launches and steps; the log of a training says which it was. Numbers differ in their last digits with it.
    /// </summary>
    public static Device Auto { get; } = new AutoDevice();

    /// <summary>Makes sure that the device is there and can be used, which a training does otherwise when it starts.</summary>
    /// <exception cref="GpuException">There is no such device, or its driver is too old.</exception>
    public void Open() => GpuContext.Open(this);

    /// <inheritdoc/>
    public override string ToString() => Kind == GpuKind.Emulated ? "gpu emulated" : FormattableString.Invariant($"gpu {(Kind == GpuKind.Cuda ? "cuda" : "opencl")}:{Index}");

    /// <inheritdoc/>
    bool IStepTarget.TakesTermSchedules => true;

    /// <inheritdoc/>
    bool IStepTarget.RunsAllPrograms => true;

    /// <inheritdoc/>
    IStepExecutor<float>? IStepTarget.Prepare(StepPlan plan, AlignedBuffer<float> parameters, ExecutionOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new GpuExecutor<float>(this, plan.Schedule, parameters, plan.BatchExamples, plan.Tiles, logger: plan.Logger);
    }

    /// <summary>Brings the devices of the kind into a context of ILGPU.</summary>
    internal void Enable(Context.Builder builder)
    {
        DriverFiles.Watch();
        switch (Kind)
        {
            case GpuKind.Cuda:
                var version = CudaDriver.Version;
                if (version > 0)
                {
                    CudaDriver.CheckVersion(version);
                }

                builder.Cuda(device => NewerDevices.Apply(device));
                break;
            case GpuKind.OpenCl:
                builder.OpenCL();
                break;
            default:
                // Index 1 has the threads of a real block: for tests of what needs them.
                builder.CPU(Index == 0
                    ? new CPUDevice(numThreadsPerWarp: 2, numWarpsPerMultiprocessor: 1, numMultiprocessors: 1)
                    : new CPUDevice(numThreadsPerWarp: 32, numWarpsPerMultiprocessor: 8, numMultiprocessors: 1));
                break;
        }
    }

    /// <summary>The device among those of a context.</summary>
    /// <exception cref="GpuException">There is none, or not that many.</exception>
    internal ILGPU.Runtime.Device Choose(Context context)
    {
        ILGPU.Runtime.Device[] devices = Kind switch
        {
            GpuKind.Cuda => [.. context.GetCudaDevices()],
            GpuKind.OpenCl => [.. context.GetCLDevices()],
            _ => [.. context.GetCPUDevices()],
        };
        return Kind == GpuKind.Emulated ? devices[0] : Choose(Kind, Index, devices);
    }

    /// <summary>The device of an index.</summary>
    internal static TDevice Choose<TDevice>(GpuKind kind, int index, IReadOnlyList<TDevice> devices, Func<TDevice, string>? name = null)
    {
        var text = kind == GpuKind.Cuda ? "CUDA" : "OpenCL";
        if (devices.Count == 0)
        {
            throw new GpuException(kind == GpuKind.Cuda
                ? CudaDriver.Version == 0 ? GpuMessages.NotFound(text, $"NVIDIA's driver ({DriverFiles.Cuda})") : GpuMessages.None(text, CudaDriver.WhyNoDevice())
                : DriverFiles.HasOpenCl ? OpenClDevices.WhyNone() : GpuMessages.NotFound(text, $"OpenCL's loader ({DriverFiles.OpenCl})"));
        }

        return index < devices.Count
            ? devices[index]
            : throw new GpuException(GpuMessages.NoIndex(text, index, [.. devices.Select(device => name?.Invoke(device) ?? ((object)device! as ILGPU.Runtime.Device)?.Name ?? device!.ToString()!)]));
    }

    private static int Checked(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return index;
    }
}
