using System.Collections.Concurrent;
using System.Numerics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using Rationale.Gpu.Execution;
using Rationale.Gpu.Kernels;

namespace Rationale.Gpu.Devices;

/// <summary>A kernel that is ready to run.</summary>
internal delegate void Launch<T>(AcceleratorStream stream, KernelConfig config, LaunchArguments<T> arguments)
    where T : unmanaged;

/// <summary>The program of a tile that is ready to run.</summary>
internal delegate void TileLaunch<T>(AcceleratorStream stream, KernelConfig config, BlockFrame<T> frame)
    where T : unmanaged;

/// <summary>
/// A device in use: its accelerator, and the kernels that were compiled for it. It is opened once for a process and lives as long, because opening takes a good part of a second and the driver's
/// context is for the process anyway.
/// </summary>
internal sealed class GpuContext
{
    private static readonly ConcurrentDictionary<(GpuKind Kind, int Index, long? MemoryLimit), Lazy<GpuContext>> Opened = new();

    private readonly Dictionary<string, Delegate> _launches = [];
    private readonly ConcurrentDictionary<string, bool> _told = new();

    private readonly PretendedMemory? _pretended;

    private GpuContext(Context context, ILGPU.Runtime.Device device, long? memoryLimit)
    {
        Context = context;
        _pretended = memoryLimit is { } bytes ? new PretendedMemory(bytes) : null;
        Accelerator = device.CreateAccelerator(context);
        Threads = Math.Min(256, Accelerator.MaxNumThreadsPerGroup);
    }

    /// <summary>ILGPU's compiler.</summary>
    public Context Context { get; }

    /// <summary>ILGPU's accelerator.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Threads of a block.</summary>
    public int Threads { get; }

    /// <summary>Blocks that fill the device.</summary>
    public int Blocks => Accelerator.NumMultiprocessors * 4;

    /// <summary>The device, opened where it was not yet.</summary>
    /// <exception cref="GpuException">There is no such device, or its driver is too old.</exception>
    public static GpuContext Open(GpuDevice device)
    {
        var key = (device.Kind, device.Index, device.MemoryLimit);
        try
        {
            return Opened.GetOrAdd(key, _ => new Lazy<GpuContext>(() => Create(device))).Value;
        }
        catch
        {
            // A driver may be installed, or a device plugged in, while the process lives.
            Opened.TryRemove(key, out _);
            throw;
        }
    }

    /// <summary>Takes memory, for who gives it back.</summary>
    /// <param name="length">How many elements, at least one.</param>
    /// <param name="what">What they are.</param>
    /// <param name="advice">What takes less memory.</param>
    /// <exception cref="OutOfMemoryException">There is not enough; the message says what was asked, what is free and what takes less.</exception>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(long length, string what, string advice)
        where T : unmanaged
    {
        try
        {
            _pretended?.Require(length * Interop.SizeOf<T>());
            var buffer = Accelerator.Allocate1D<T>(length);
            _pretended?.Note(buffer);

            // On the default stream, for which those of the models do not wait: what is put on them afterwards must not be cleared.
            buffer.MemSetToZero();
            Accelerator.DefaultStream.Synchronize();
            return buffer;
        }
        catch (Exception exception) when (exception is AcceleratorException or OutOfMemoryException or OverflowException)
        {
            throw new OutOfMemoryException(GpuMessages.OutOfMemory(Accelerator.Name, what, length * Interop.SizeOf<T>(), FreeBytes(), advice), exception);
        }
    }

    /// <summary>The entry of a launch of kernels, compiled where it was not yet.</summary>
    /// <param name="kernels">The kernels.</param>
    /// <param name="chain">How each block takes its examples through them; null where all threads share the elements of each.</param>
    public Launch<T> Load<T>(IReadOnlyList<MethodInfo> kernels, ChainForm? chain = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var key = string.Join(";", kernels.Select(kernel => $"{kernel.DeclaringType!.Name}.{kernel}")) + chain?.Key;
        lock (_launches)
        {
            if (!_launches.TryGetValue(key, out var launch))
            {
                _launches[key] = launch = Taped(Compiled<Launch<T>>(LaunchWriter.Write<T>(kernels, chain)));
            }

            return (Launch<T>)launch;
        }
    }

    /// <summary>A kernel that was written for a model, compiled where it was not yet.</summary>
    public TileLaunch<T> LoadTiles<T>(MethodInfo kernel)
        where T : unmanaged
    {
        lock (_launches)
        {
            var key = $"{kernel.DeclaringType!.AssemblyQualifiedName}.{kernel.Name}";
            if (!_launches.TryGetValue(key, out var launch))
            {
                _launches[key] = launch = Taped(Compiled<TileLaunch<T>>(kernel));
            }

            return (TileLaunch<T>)launch;
        }
    }

    /// <summary>Whether something has not been told yet; it has been then.</summary>
    public bool IsNew(string what) => _told.TryAdd(what, true);

    /// <summary>Bytes that are free; null where the device does not tell.</summary>
    public long? FreeBytes() => _pretended is not null ? _pretended.FreeBytes : Accelerator is ILGPU.Runtime.Cuda.CudaAccelerator ? CudaDriver.FreeBytes(Accelerator) : null;

    /// <summary>A thread of blocks for each of some elements, but no more blocks than go over the device a few times.</summary>
    public int BlocksFor(long elements) => (int)Math.Clamp((elements + Threads - 1) / Threads, 1, 8L * Blocks);

    /// <exception cref="GpuException">ILGPU or the driver does not compile the kernel.</exception>
    private TDelegate Compiled<TDelegate>(MethodInfo kernel)
        where TDelegate : Delegate
    {
        try
        {
            return Accelerator.LoadKernel<TDelegate>(kernel);
        }
        catch (Exception exception) when (exception is AcceleratorException or InternalCompilerException or NotSupportedException)
        {
            throw new GpuException(GpuMessages.NotCompiled(Accelerator.Name, kernel.Name, (exception.InnerException ?? exception).Message), exception);
        }
    }

    /// <summary>On the emulated device launches can be recorded by a tape.</summary>
    private Launch<T> Taped<T>(Launch<T> launch)
        where T : unmanaged => Accelerator is not CPUAccelerator ? launch : (stream, config, arguments) => LaunchTape.Run(() => launch(stream, config, arguments));

    private TileLaunch<T> Taped<T>(TileLaunch<T> launch)
        where T : unmanaged => Accelerator is not CPUAccelerator ? launch : (stream, config, frame) => LaunchTape.Run(() => launch(stream, config, frame));

    private static GpuContext Create(GpuDevice device)
    {
        // An emulated device runs the methods of the kernels as they are: of what ILGPU makes of them it takes the sizes of shared memory alone, which need no optimizing.
        var isEmulated = device.Kind == GpuKind.Emulated;
        var context = Context.Create(builder => device.Enable(builder.EnableAlgorithms().Profiling().Math(MathMode.Default)
            .Optimize(isEmulated ? OptimizationLevel.O0 : OptimizationLevel.O1)
            .Inlining(isEmulated ? InliningMode.Conservative : InliningMode.Aggressive)));
        try
        {
            return new GpuContext(context, device.Choose(context), device.MemoryLimit);
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }
}
