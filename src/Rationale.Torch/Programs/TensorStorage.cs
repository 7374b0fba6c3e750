using System.Numerics;
using Rationale.Execution;
using Rationale.Graph.Operators;
using Rationale.Graph.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Programs;

/// <summary>
/// The memory of one worker for a number of rows: a tensor for each buffer of a schedule. On a CPU tensors lie over managed memory, so that nothing is copied
/// between the two; elsewhere what the CPU sees is a mirror. Autograd never sees these tensors: they are made, and changed, in inference mode.
/// </summary>
internal sealed class TensorStorage<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ScalarType Real = DeviceTensors.Real<T>();

    private readonly Dictionary<TensorBuffer, Tensor> _tensors = [];
    private readonly Dictionary<TensorBuffer, AlignedBuffer<T>> _reals = [];
    private readonly Dictionary<TensorBuffer, AlignedBuffer<long>> _indices = [];
    private readonly List<Tensor> _mirrors = [];
    private readonly Dictionary<TensorBuffer, Tensor> _mirrorOf = [];
    private readonly IReadOnlyDictionary<TensorRole, Tensor> _resident;
    private readonly Copies _copies;
    private readonly TensorSchedule _schedule;
    private readonly torch.Device _device;
    private readonly bool _inPlace;

    /// <summary>Takes memory.</summary>
    /// <param name="schedule">What needs it.</param>
    /// <param name="device">Where calls run.</param>
    /// <param name="rows">The most rows.</param>
    /// <param name="given">Memory that is there already: the parameters, the settings.</param>
    /// <param name="resident">Tensors that are on the device already and stay there, without mirrors.</param>
    /// <param name="copies">Counts what crosses.</param>
    public TensorStorage(
        TensorSchedule schedule,
        TorchDevice device,
        int rows,
        IReadOnlyDictionary<TensorRole, AlignedBuffer<T>> given,
        IReadOnlyDictionary<TensorRole, Tensor> resident,
        Copies copies)
    {
        (_device, _inPlace, Rows) = (device.Place, device.Gpu is null && !device.Mirrored, rows);
        (_schedule, _resident, _copies) = (schedule, resident, copies);
        using var inference = inference_mode(mode: true);
        foreach (var buffer in schedule.Buffers.Where(buffer => Owner(schedule, buffer) == buffer))
        {
            var known = given.GetValueOrDefault(buffer.Role);
            Add(buffer, known?.Length ?? ((buffer.Batched ? rows : 1) * Math.Max(1, buffer.Length)), known);
        }

        foreach (var buffer in schedule.Buffers.Where(buffer => Owner(schedule, buffer) != buffer))
        {
            _tensors.Add(buffer, _tensors[Owner(schedule, buffer)]);
        }
    }

    /// <summary>The most rows.</summary>
    public int Rows { get; }

    /// <summary>The whole buffer as one dimension.</summary>
    public Tensor this[TensorBuffer buffer] => _tensors[buffer];

    /// <summary>What the CPU sees of a buffer of real numbers.</summary>
    public AlignedBuffer<T> Reals(TensorBuffer buffer) => _reals[buffer];

    /// <summary>The elements of a buffer whose tensor lies in memory of the host.</summary>
    public Span<T> Host(TensorBuffer buffer) => _reals[Owner(_schedule, buffer)].Span;

    /// <summary>What the CPU sees of class indices.</summary>
    public Span<long> Indices(TensorBuffer buffer) => _indices[buffer].Span;

    /// <summary>A view for a number of rows; the caller disposes it.</summary>
    public Tensor View(TensorView view, int rows)
    {
        using var inference = inference_mode(mode: true);
        return DeviceTensors.View(
            this[view.Buffer],
            [.. view.Dimensions.Select(dimension => dimension.ExtentFor(rows))],
            [.. view.Dimensions.Select(dimension => (long)dimension.Stride)],
            view.Offset);
    }

    /// <summary>Brings what the CPU wrote to the device.</summary>
    public void Upload(TensorBuffer buffer)
    {
        if (_mirrorOf.TryGetValue(buffer, out var mirror))
        {
            DeviceTensors.Copy(this[buffer], mirror);
            _copies.Count(buffer.Role);
        }
    }

    /// <summary>Brings what the device wrote to the CPU.</summary>
    public void Download(TensorBuffer buffer)
    {
        if (_mirrorOf.TryGetValue(buffer, out var mirror))
        {
            DeviceTensors.Copy(mirror, this[buffer]);
            _copies.Count(buffer.Role);
        }
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors.Values.Concat(_mirrors).Distinct(ReferenceEqualityComparer.Instance).Cast<Tensor>())
        {
            tensor.Dispose();
        }
    }

    private static TensorBuffer Owner(TensorSchedule schedule, TensorBuffer buffer) => schedule.Slots.GetValueOrDefault(buffer, buffer);

    private static bool IsSeen(TensorRole role) => role is not (TensorRole.Work or TensorRole.Constant or TensorRole.Number);

    private void Add(TensorBuffer buffer, int length, AlignedBuffer<T>? given)
    {
        if (buffer.Role == TensorRole.Number)
        {
            _tensors.Add(buffer, DeviceTensors.Number(((ConstantOp)buffer.Source!).Value, Real));
            return;
        }

        if (_resident.TryGetValue(buffer.Role, out var resident))
        {
            _tensors.Add(buffer, resident.alias().DetachFromDisposeScope());
            return;
        }

        var type = buffer.Type switch { TensorType.Index => ScalarType.Int64, TensorType.Bool => ScalarType.Bool, _ => Real };
        if (_inPlace || IsSeen(buffer.Role))
        {
            var memory = Seen(buffer, length, type, given);
            if (_inPlace)
            {
                _tensors.Add(buffer, memory);
            }
            else
            {
                _mirrors.Add(memory);
                _mirrorOf.Add(buffer, memory);
            }
        }

        if (!_inPlace)
        {
            _tensors.Add(buffer, DeviceTensors.Zeros([length], type, _device));
        }

        if (buffer is { Role: TensorRole.Constant, Source: ConstantOp constant })
        {
            this[buffer].fill_(constant.Value);
        }
    }

    private Tensor Seen(TensorBuffer buffer, int length, ScalarType type, AlignedBuffer<T>? given)
    {
        switch (buffer.Type)
        {
            case TensorType.Index:
                _indices.Add(buffer, new AlignedBuffer<long>(length));
                return DeviceTensors.Over(_indices[buffer].Memory, type);
            case TensorType.Bool:
                // Only masks that a program makes itself: the CPU never looks at them.
                return DeviceTensors.Zeros([length], type, CPU);
            default:
                _reals.Add(buffer, given ?? new AlignedBuffer<T>(length));
                return DeviceTensors.Over(_reals[buffer].Memory, type);
        }
    }
}
