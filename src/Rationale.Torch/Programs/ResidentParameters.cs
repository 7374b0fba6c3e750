using System.Numerics;
using Rationale.Execution;
using Rationale.Graph.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Programs;

/// <summary>
/// Parameters, gradients and the optimizer's state on a device over all steps of a training, and the update as prepared calls over the flat vectors. Of each step only four
/// numbers go there, and two come back.
/// </summary>
internal sealed class ResidentParameters<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ScalarType Real = DeviceTensors.Real<T>();

    private readonly List<IDisposable> _owned = [];
    private readonly UpdateRule _rule;
    private readonly TorchDevice _device;
    private readonly Copies _copies;
    private readonly Mirror _parameters;
    private readonly Mirror _gradients;
    private readonly Mirror _numbers;
    private readonly Mirror _facts;
    private readonly Mirror? _first;
    private readonly Mirror? _second;
    private readonly BoundCalls _check;
    private readonly BoundCalls _update;
    private readonly HostWrites<T> _writes = new();
    private bool _areAhead;

    public ResidentParameters(
        IReadOnlyList<UpdateRange> ranges, AlignedBuffer<T> parameters, AlignedBuffer<T> first, AlignedBuffer<T> second, int trained, IReadOnlyList<(int Start, int Length)> states, IReadOnlyList<(int Start, int Length)> leftOut, TorchDevice device, Copies copies)
    {
        (_rule, _device, _copies) = (ranges[0].Rule, device, copies);
        _parameters = Add(parameters, TensorRole.Parameters);
        _gradients = Add(new AlignedBuffer<T>(parameters.Length), TensorRole.Gradients);
        _numbers = Add(new AlignedBuffer<T>(4), TensorRole.Settings);
        _facts = Add(new AlignedBuffer<T>(2), TensorRole.Totals);
        _first = first.Length > 0 ? Add(first, TensorRole.Parameters) : null;
        _second = second.Length > 0 ? Add(second, TensorRole.Parameters) : null;
        _parameters.Upload();
        _writes.Watch(_parameters.Host);
        _first?.Upload();
        _second?.Upload();
        _owned.Add(_check = PrepareCheck(trained, leftOut));
        _owned.Add(_update = PrepareUpdate(ranges, states));
    }

    /// <summary>Where storages find what they share with all steps.</summary>
    public IReadOnlyDictionary<TensorRole, Tensor> Tensors => new Dictionary<TensorRole, Tensor>
    {
        [TensorRole.Parameters] = _parameters.Device,
        [TensorRole.Gradients] = _gradients.Device,
    };

    public bool GradientsAreFinite => T.IsFinite(_facts.Host[0]);

    public T SumOfSquares => _facts.Host[1];

    /// <summary>The gradients of the last run, copied.</summary>
    public Span<T> Gradients
    {
        get
        {
            _gradients.Download();
            return _gradients.Host;
        }
    }

    /// <summary>Looks at the gradients of a run.</summary>
    public void Check()
    {
        Run(_check);
        _facts.Download();
    }

    public void Update(long step, double scale, double rateFactor)
    {
        var numbers = _numbers.Host;
        numbers[0] = T.CreateChecked(_rule.StepSize(step, rateFactor));
        numbers[1] = T.CreateChecked(_rule.Kind == OptimizerKind.Sgd ? 1 : _rule.RootCorrection(step));
        numbers[2] = T.CreateChecked(scale);
        numbers[3] = T.CreateChecked(1 - _rule.Decay(rateFactor));
        _numbers.Upload();
        Run(_update);
        _areAhead = true;
    }

    public void DownloadParameters()
    {
        if (_areAhead)
        {
            _parameters.Download();
            _areAhead = false;
            _writes.Watch(_parameters.Host);
        }
    }

    /// <summary>Makes host and device agree where anybody may have written to either, as to the tensors of a module: what was written to the host since it was brought there goes to the device, otherwise the host gets what the device has.</summary>
    public void Settle()
    {
        if (!_areAhead && _writes.Take(_parameters.Host))
        {
            _parameters.Upload();
        }

        _areAhead = true;
        DownloadParameters();
    }

    public void UploadWritten()
    {
        if (_writes.Take(_parameters.Host))
        {
            _parameters.Upload();
        }
    }

    public void BringOptimizer()
    {
        _first?.Download();
        _second?.Download();
    }

    public void Dispose()
    {
        _writes.Dispose();
        _owned.ForEach(owned => owned.Dispose());
    }

    /// <summary>Two numbers: 0 or not a number, as all gradients are finite or not; and the sum of the squares of those that are not left out.</summary>
    private BoundCalls PrepareCheck(int trained, IReadOnlyList<(int Start, int Length)> leftOut) => new(UpdateText.Check, 0,
    [
        ("look", [Whole(_gradients), DeviceTensors.Zeros([_parameters.Length], Real, _device.Place), DeviceTensors.Element(_facts.Device, 0)]),
        .. leftOut.Select(range => ("leave_out", new[] { DeviceTensors.Part(_gradients.Device, range.Start, range.Length) })),
        ("measure", [DeviceTensors.Part(_gradients.Device, 0, trained), DeviceTensors.Zeros([trained], Real, _device.Place), DeviceTensors.Element(_facts.Device, 1)]),
    ]);

    private BoundCalls PrepareUpdate(IReadOnlyList<UpdateRange> ranges, IReadOnlyList<(int Start, int Length)> states)
    {
        return new BoundCalls(
            UpdateText.Of(_rule),
            0,
            [
                .. ranges.Select(range => ("update", Moved(range))),
                .. states.Select(state => ("replace", new[] { DeviceTensors.Part(_parameters.Device, state.Start, state.Length), DeviceTensors.Part(_gradients.Device, state.Start, state.Length) })),
            ]);

        Tensor[] Moved(UpdateRange range)
        {
            return
            [
                Part(_parameters), Part(_gradients), DeviceTensors.Zeros([range.Length], Real, _device.Place), Part(_first), Part(_second),
                .. Enumerable.Range(0, _numbers.Length).Select(index => DeviceTensors.Element(_numbers.Device, index)),
            ];

            Tensor Part(Mirror? vector) => vector is null ? DeviceTensors.Zeros([0], Real, _device.Place) : DeviceTensors.Part(vector.Device, range.Start, range.Length);
        }
    }

    private static Tensor Whole(Mirror vector) => DeviceTensors.Part(vector.Device, 0, vector.Length);

    private void Run(BoundCalls calls)
    {
        if (_device.Gpu is not { } gpu)
        {
            calls.Run();
        }
        else
        {
            calls.Replay(gpu);
        }
    }

    private Mirror Add(AlignedBuffer<T> here, TensorRole role)
    {
        var mirror = new Mirror(here, role, _device.Place, _copies);
        _owned.Add(mirror);
        return mirror;
    }

    /// <summary>A vector on the device, and where the host sees it.</summary>
    private sealed class Mirror : IDisposable
    {
        // The memory is held apart from its buffer: it stays where it is although whoever owns the buffer gives it back.
        private readonly Memory<T> _memory;
        private readonly Tensor _host;
        private readonly TensorRole _role;
        private readonly Copies _copies;

        public Mirror(AlignedBuffer<T> here, TensorRole role, torch.Device device, Copies copies)
        {
            (_memory, _role, _copies) = (here.Memory, role, copies);
            _host = DeviceTensors.Over(_memory, Real);
            Device = DeviceTensors.Zeros([_memory.Length], Real, device);
        }

        public Tensor Device { get; }

        public int Length => _memory.Length;

        public Span<T> Host => _memory.Span;

        public void Upload() => Copy(Device, _host);

        public void Download() => Copy(_host, Device);

        public void Dispose()
        {
            _host.Dispose();
            Device.Dispose();
        }

        private void Copy(Tensor to, Tensor from)
        {
            DeviceTensors.Copy(to, from);
            _copies.Count(_role);
        }
    }
}
