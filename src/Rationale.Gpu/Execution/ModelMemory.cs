using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Rationale.Execution;
using Rationale.Gpu.Devices;

namespace Rationale.Gpu.Execution;

/// <summary>What all programs of one training share on a device: the stream that orders them, the parameters, the optimizer's state and the data set.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
internal sealed class ModelMemory<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _host;
    private readonly ProgramLayout _layout;
    private readonly HostWrites<T> _writes = new();

    /// <summary>Opens the device and takes memory for the parameters.</summary>
    /// <param name="options">The device.</param>
    /// <param name="layout">The program whose batches all others read.</param>
    /// <param name="parameters">The flat parameters on the host; not disposed here.</param>
    /// <param name="products">Who makes large products; null for what the device has.</param>
    /// <exception cref="GpuException">The device cannot be used.</exception>
    /// <exception cref="OutOfMemoryException">The device has not enough memory.</exception>
    public ModelMemory(GpuDevice options, ProgramLayout layout, AlignedBuffer<T> parameters, Products<T>? products)
    {
        (Options, _layout, _host) = (options, layout, parameters);
        Device = GpuContext.Open(options);
        Parameters = Device.Allocate<T>(Math.Max(1, parameters.Length), "parameters", GpuMessages.SmallerModel);
        Stream = Device.Accelerator.CreateStream();
        try
        {
            Products = products ?? new Products<T>(Device, Stream, options);
        }
        catch
        {
            // Nobody gets what was to own the memory that has been taken.
            Parameters.Dispose();
            Stream.Dispose();
            throw;
        }
    }

    /// <summary>The device and how it may be used.</summary>
    public GpuDevice Options { get; }

    /// <summary>The device.</summary>
    public GpuContext Device { get; }

    /// <summary>The order of all work.</summary>
    public AcceleratorStream Stream { get; }

    /// <summary>Who makes large products.</summary>
    public Products<T> Products { get; }

    /// <summary>The flat parameters.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Parameters { get; }

    /// <summary>Columns of the batches.</summary>
    public IReadOnlyList<ValueLayout> Columns => _layout.Inputs;

    /// <summary>Held by whoever uses the stream.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The optimizer's state; null until a training leaves it here.</summary>
    public ResidentState<T>? State { get; set; }

    /// <summary>The data set; null where none is kept.</summary>
    public DeviceTable<T>? Table { get; private set; }

    /// <summary>Whether the host has the parameters as they are.</summary>
    public bool ParametersHere { get; set; } = true;

    /// <summary>Brings the parameters of the host to the device.</summary>
    public void UploadParameters()
    {
        if (_host.Length > 0)
        {
            Parameters.View.AsContiguous().SubView(0, _host.Length).CopyFromCPU(Stream, (ReadOnlySpan<T>)_host.Span);
        }
    }

    /// <summary>Remembers the parameters of the host, which are those of the device, to find what is written to them.</summary>
    public void Watch() => _writes.Watch(_host.Span);

    /// <summary>Brings the parameters of the host to the device, if they were written to since they were brought.</summary>
    public void UploadWritten()
    {
        if (_writes.Take(_host.Span))
        {
            UploadParameters();
            Stream.Synchronize();
        }
    }

    /// <summary>Brings the parameters of the device to the host, if they have moved since.</summary>
    public void DownloadParameters()
    {
        if (!ParametersHere && _host.Length > 0)
        {
            Parameters.View.AsContiguous().SubView(0, _host.Length).CopyToCPU(Stream, _host.Span);
            Stream.Synchronize();
            ParametersHere = true;
            Watch();
        }
    }

    /// <summary>The table with some examples, brought where it is not there; null where they are too many or are not worth keeping.</summary>
    /// <param name="batch">A choice among the examples.</param>
    public DeviceTable<T>? TableOf(IExampleSelection<T> batch)
    {
        if (!batch.IsRepeated || DeviceTable<T>.Bytes(batch.All, _layout) > Options.DataLimit)
        {
            return null;
        }

        if (Table?.Source != batch.All)
        {
            // Whatever still reads the old one must be through.
            Stream.Synchronize();
            Table?.Dispose();
            Table = null;
            Table = new DeviceTable<T>(Device, Stream, _layout, batch.All);
        }

        return Table;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writes.Dispose();
        State?.Dispose();
        Table?.Dispose();
        Parameters.Dispose();
        Products.Dispose();
        Stream.Dispose();
    }
}
