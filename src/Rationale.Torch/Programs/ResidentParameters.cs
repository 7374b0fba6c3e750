using System.Numerics;
using Rationale.Execution;
using Rationale.Graph.Tensors;
using Rationale.Native;

namespace Rationale.Torch.Programs;

/// <summary>
/// Parameters, gradients and the optimizer's state on a device over all steps of a training, and the update as prepared calls over the flat vectors. Of each step only four
/// numbers go there, and two come back.
/// </summary>
internal sealed unsafe class ResidentParameters<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ScalarType Real = typeof(T) == typeof(double) ? ScalarType.Float64 : ScalarType.Float32;

    private readonly List<IDisposable> _owned = [];
    private readonly UpdateRule _rule;
    private readonly Native.Device _device;
    private readonly Copies _copies;
    private readonly Mirror _parameters;
    private readonly Mirror _gradients;
    private readonly Mirror _numbers;
    private readonly Mirror _facts;
    private readonly Mirror? _first;
    private readonly Mirror? _second;
    private readonly BoundCalls _check;
    private readonly BoundCalls _update;
    private bool _areAhead;

    public ResidentParameters(
        UpdateRule rule, AlignedBuffer<T> parameters, AlignedBuffer<T> first, AlignedBuffer<T> second, int trained, IReadOnlyList<(int Start, int Length)> states, Native.Device device, Copies copies)
    {
        (_rule, _device, _copies) = (rule, device, copies);
        _parameters = Add(parameters, TensorRole.Parameters);
        _gradients = Add(new AlignedBuffer<T>(parameters.Length), TensorRole.Gradients);
        _numbers = Add(new AlignedBuffer<T>(4), TensorRole.Settings);
        _facts = Add(new AlignedBuffer<T>(2), TensorRole.Totals);
        _first = first.Length > 0 ? Add(first, TensorRole.Parameters) : null;
        _second = second.Length > 0 ? Add(second, TensorRole.Parameters) : null;
        _parameters.Upload();
        _first?.Upload();
        _second?.Upload();
        _check = Prepared(program => Check(program, trained));
        _update = Prepared(program => Update(program, trained, states));
    }

    /// <summary>Where storages find what they share with all steps.</summary>
    public IReadOnlyDictionary<TensorRole, TensorHandle> Tensors => new Dictionary<TensorRole, TensorHandle>
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
        }
    }

    public void BringOptimizer()
    {
        _first?.Download();
        _second?.Download();
    }

    public void Dispose() => _owned.ForEach(owned => owned.Dispose());

    /// <summary>Two numbers: 0 or not a number, as all gradients are finite or not; and the sum of their squares.</summary>
    private void Check(Preparation program, int trained)
    {
        var all = program.Keep(Aten.Empty([_parameters.Length], Real, _device));
        program.Call("mul.out", _gradients.Device, program.Number(0), all);
        program.Call("sum.IntList_out", all, new long[] { 0 }, false, NativeArgument.None, program.Part(_facts, 0));
        var gradients = program.Part(_gradients, 0, trained);
        var squares = program.Keep(Aten.AsStrided(all, [trained], [1L], 0));
        program.Call("mul.out", gradients, gradients, squares);
        program.Call("sum.IntList_out", squares, new long[] { 0 }, false, NativeArgument.None, program.Part(_facts, 1));
    }

    private void Update(Preparation program, int trained, IReadOnlyList<(int Start, int Length)> states)
    {
        var (theta, gradients) = (program.Part(_parameters, 0, trained), program.Part(_gradients, 0, trained));
        var (stepSize, rootCorrection) = (program.Part(_numbers, 0), program.Part(_numbers, 1));
        program.Call("mul.out", gradients, program.Part(_numbers, 2), gradients);
        var move = program.Keep(Aten.Empty([trained], Real, _device));
        if (_rule.Kind == OptimizerKind.Sgd)
        {
            var direction = gradients;
            if (_first is not null)
            {
                // v = momentum · v + g.
                direction = program.Part(_first, 0, trained);
                program.Call("mul.out", direction, program.Number(_rule.Momentum), direction);
                program.Call("add.out", direction, gradients, 1.0, direction);
            }

            program.Call("mul.out", direction, stepSize, move);
        }
        else
        {
            // m += (1 − β₁)(g − m); v = β₂ v + (1 − β₂) g²; the move is stepSize · m / (√v · rootCorrection + ε).
            var (m, v) = (program.Part(_first!, 0, trained), program.Part(_second!, 0, trained));
            program.Call("lerp.Scalar_out", m, gradients, 1 - UpdateRule.Beta1, m);
            program.Call("mul.out", v, program.Number(UpdateRule.Beta2), v);
            program.Call("addcmul.out", v, gradients, gradients, 1 - UpdateRule.Beta2, v);
            program.Call("sqrt.out", v, move);
            program.Call("mul.out", move, rootCorrection, move);
            program.Call("add.out", move, program.Number(UpdateRule.Epsilon), 1.0, move);
            program.Call("div.out", m, move, move);
            program.Call("mul.out", move, stepSize, move);
            if (_rule.Decay() > 0)
            {
                program.Call("mul.out", theta, program.Part(_numbers, 3), theta);
            }
        }

        program.Call("sub.out", theta, move, 1.0, theta);
        foreach (var (start, length) in states)
        {
            program.Call("copy_", program.Part(_parameters, start, length), program.Part(_gradients, start, length), false);
        }
    }

    private BoundCalls Prepared(Action<Preparation> write)
    {
        using var preparation = new Preparation();
        write(preparation);
        _owned.Add(preparation.Calls);
        return preparation.Calls;
    }

    private void Run(BoundCalls calls)
    {
        if (_device.Type == DeviceType.Cpu)
        {
            calls.Run();
        }
        else
        {
            calls.Replay(_device.Index);
        }
    }

    private Mirror Add(AlignedBuffer<T> here, TensorRole role)
    {
        var mirror = new Mirror(here, role, _device, _copies);
        _owned.Add(mirror);
        return mirror;
    }

    /// <summary>A vector on the device, and where the host sees it.</summary>
    private sealed class Mirror : IDisposable
    {
        // The memory is held apart from its buffer: it stays where it is although whoever owns the buffer gives it back.
        private readonly Memory<T> _memory;
        private readonly TensorHandle _host;
        private readonly TensorRole _role;
        private readonly Copies _copies;

        public Mirror(AlignedBuffer<T> here, TensorRole role, Native.Device device, Copies copies)
        {
            (_memory, _role, _copies) = (here.Memory, role, copies);
            fixed (T* first = _memory.Span)
            {
                _host = TensorHandle.Over(first, [_memory.Length], Real);
            }

            Device = Aten.Zeros([_memory.Length], Real, device);
        }

        public TensorHandle Device { get; }

        public int Length => _memory.Length;

        public Span<T> Host => _memory.Span;

        public void Upload() => Copy(Device, _host);

        public void Download() => Copy(_host, Device);

        public void Dispose()
        {
            _host.Dispose();
            Device.Dispose();
        }

        private void Copy(TensorHandle to, TensorHandle from)
        {
            Aten.CopyInPlace(to, from);
            _copies.Count(_role);
        }
    }

    /// <summary>Calls while they are being prepared, and the views that they need until then.</summary>
    private sealed class Preparation : IDisposable
    {
        private readonly List<TensorHandle> _views = [];

        public BoundCalls Calls { get; } = new(0);

        public TensorHandle Keep(TensorHandle view)
        {
            _views.Add(view);
            return view;
        }

        /// <summary>A number as operators take it on every device.</summary>
        public TensorHandle Number(double value) => Keep(Aten.Full([], value, Real));

        public TensorHandle Part(Mirror vector, int start, int length) => Keep(Aten.AsStrided(vector.Device, [length], [1L], start));

        /// <summary>One element, without a dimension.</summary>
        public TensorHandle Part(Mirror vector, int index) => Keep(Aten.AsStrided(vector.Device, [], [], index));

        public void Call(string name, params ReadOnlySpan<NativeArgument> arguments) => Calls.Add(name, arguments);

        public void Dispose() => _views.ForEach(view => view.Dispose());
    }
}
