using System.ComponentModel;
using System.Runtime.CompilerServices;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Storage;
using Rationale.Torch.Autograd;
using Rationale.Torch.Programs;
using Rationale.Torch.Storage;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Modules;

/// <summary>
/// The layers of a TorchSharp module whose forward pass was understood. Parameters and running statistics of the module are views of the layers' flat parameters, with the
/// strides that its order of dimensions needs: nothing is copied between the two, in neither direction.
/// </summary>
/// <remarks>
/// TorchSharp makes new tensors of parameters when a module changes its element type or its device, and users may set others. So before each use the tensors of the module are compared with
/// those that were bound, and what is new is bound again. A forward pass that was recorded before its parameters were bound cannot be differentiated after: autograd says so.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModuleRuntime : IDisposable
{
    /// <summary>Whose flat parameters a tensor is a view of: a module may be a part of another one, and both may be models.</summary>
    private static readonly ConditionalWeakTable<Tensor, ModuleRuntime> Owners = [];

    private readonly Lock _gate = new();
    private readonly nn.Module _module;
    private readonly ModelRuntime _layers;
    private readonly Place[] _places;
    private readonly BatchCounters _counters;
    private readonly ReadConstants? _constants;
    private AutogradPrograms? _forward;
    private Tensor? _flat;

    /// <summary>Prepares the layers; the module's tensors are bound when they are first used.</summary>
    /// <param name="module">The module.</param>
    /// <param name="specification">Its layers.</param>
    /// <param name="programs">Their programs.</param>
    /// <param name="bindings">Where each tensor of the module stands among the parameters.</param>
    /// <param name="constants">Names of the buffers that the layers have as constants.</param>
    public ModuleRuntime(nn.Module module, ModelSpecification specification, ProgramSource programs, IReadOnlyList<ParameterBinding> bindings, IReadOnlyList<string>? constants = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(bindings);
        (_module, _layers) = (module, new ModelRuntime(specification, programs) { HasViews = programs is not AutogradPrograms });
        var offsets = _layers.Layout.ToDictionary(parameter => parameter.Key, parameter => parameter.Offset);
        _places = [.. bindings.Select(binding => new Place(binding, offsets[binding.Parameter]))];
        var isCompiled = programs is not AutogradPrograms;
        _counters = new BatchCounters(module, counts: isCompiled);
        _layers.Callbacks = [_counters];
        if (isCompiled)
        {
            var known = _constants = new ReadConstants(module, constants ?? []);
            _layers.TrainingCheck = device =>
            {
                if (device is not TorchDevice { UsesAutograd: true })
                {
                    PartModes.Check(module, specification);
                    known.Check(Tensors());
                }
            };
            _layers.OwnSteps = OwnStep;
        }
    }

    /// <summary>The layers with the parameters that the module has now.</summary>
    /// <exception cref="ObjectDisposedException">The module has been disposed.</exception>
    /// <exception cref="InvalidOperationException">The module is of another type or on another device than layers can share.</exception>
    public ModelRuntime Current
    {
        get
        {
            lock (_gate)
            {
                // Autograd may have taken the tensors to a device for a training.
                if (_forward is not { IsOnDevice: true })
                {
                    Bind();
                }
            }

            return _layers;
        }
    }

    /// <summary>The layers as they are, without a look at the module's tensors.</summary>
    internal ModelRuntime Unbound => _layers;

    /// <summary>Draws all trained parameters anew, but for those that are frozen; running statistics start again. Other buffers of the module, such as masks and encodings of positions, stay.</summary>
    /// <param name="seed">The same seed gives the same parameters on every machine.</param>
    public void Initialize(ulong seed)
    {
        var layers = Current;
        var started = layers.Learning.Buffers.Select(buffer => buffer.Start).ToHashSet();
        var kept = _places.Where(place => !place.Binding.Trained && !started.Contains(place.Offset)).Select(place => (place.Offset, Values: layers.Flat.Slice(place.Offset, place.Length).ToArray())).ToList();
        layers.Initialize(seed);
        foreach (var (offset, values) in kept)
        {
            values.CopyTo(layers.Flat.Slice(offset, values.Length));
        }
    }

    /// <summary>Saves the module's state under PyTorch's names.</summary>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="progress">Told the share that is written.</param>
    /// <param name="cancellationToken">Ends the writing; an old file stays as it was.</param>
    public void Save(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        // Parameters that are on a device come to the host first.
        _ = Current.Flat;
        var metadata = new Dictionary<string, string> { ["format"] = "pt" };
        _layers.AddManifest(metadata);
        Safetensors.Write(path, [.. Tensors().Select(tensor => StoredTensor.Create(tensor.Key, tensor.Value))], metadata, progress, cancellationToken);
    }

    /// <summary>Loads a state under PyTorch's names, from safetensors or from what torch.save and PyBridge write; nothing is changed unless all of it fits.</summary>
    /// <param name="path">The file. It may lack <c>num_batches_tracked</c>, as files of old do: those numbers stay.</param>
    /// <param name="progress">Told the share that is read.</param>
    /// <param name="cancellationToken">Ends the reading; the module stays as it was.</param>
    public void Load(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        // Parameters that are on a device come to the host first: what is written to stale ones would be lost.
        _ = Current.Flat;
        var file = StateFile.Read(path, progress, cancellationToken);
        var known = Tensors();
        CheckPrefix(path, file, known.Keys);
        var tensors = known.Where(tensor => !BatchCounters.IsCounter(tensor.Key) || file.Tensors.Any(stored => stored.Name == tensor.Key)).ToDictionary();
        foreach (var (name, tensor) in tensors)
        {
            // A counter is one number, whatever its shape.
            if (!file[name].Shape.SequenceEqual(tensor.shape) && !(BatchCounters.IsCounter(name) && tensor.numel() == 1 && file[name].Shape.All(extent => extent == 1)))
            {
                throw new DataFormatException($"{path}: '{name}' has shape [{string.Join(", ", file[name].Shape)}], but the module's is [{string.Join(", ", tensor.shape)}]; load the file into the module that it was saved from.");
            }
        }

        if (file.Tensors.FirstOrDefault(tensor => !known.ContainsKey(tensor.Name)) is { } unknown)
        {
            throw new DataFormatException($"{path}: '{unknown.Name}' is no tensor of '{_module.GetName()}', which has {string.Join(", ", known.Keys)}; load the file into the module that it was saved from.");
        }

        _constants?.Check(path, file);
        var manifest = _layers.ReadManifest(path, file);
        using var without = no_grad();
        foreach (var (name, tensor) in tensors)
        {
            using var values = StoredTensor.ToTensor(file[name], tensor.shape);
            tensor.copy_(values);
        }

        _layers.Manifest = manifest;
    }

    /// <summary>Runs TorchSharp's own saving or loading, which wants tensors to lie in order: while it runs, those that are views with other strides have memory of their own.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="body">What runs.</param>
    /// <param name="writes">Whether it changes the tensors; if not, a training that goes on meanwhile keeps what it has learned.</param>
    public T InOrder<T>(Func<T> body, bool writes)
    {
        ArgumentNullException.ThrowIfNull(body);
        lock (_gate)
        {
            // Parameters that are on a device come to the host first. Tensors that the user has moved are not bound: TorchSharp writes and reads them where they are.
            _ = _layers.Flat;
            List<(Tensor Tensor, Tensor View)> views = [];
            using var without = no_grad();
            try
            {
                foreach (var tensor in Tensors().Values.Where(tensor => !tensor.is_contiguous()))
                {
                    views.Add((tensor, tensor.detach().DetachFromDisposeScope()));
                    using var plain = tensor.contiguous();
                    tensor.set_(plain);
                }

                return body();
            }
            finally
            {
                foreach (var (tensor, view) in views)
                {
                    if (writes)
                    {
                        view.copy_(tensor);
                    }

                    tensor.set_(view);
                    view.Dispose();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _layers.Dispose();
        lock (_gate)
        {
            _forward?.Dispose();
            _flat?.Dispose();
            _flat = null;
        }
    }

    /// <summary>Refuses a state whose names all have the prefix of a wrapper that the module has not.</summary>
    private static void CheckPrefix(string path, SafetensorsFile file, IReadOnlyCollection<string> known)
    {
        foreach (var (prefix, wrapper, inner) in new[] { ("module.", "DataParallel", "module"), ("_orig_mod.", "torch.compile", "_orig_mod") })
        {
            if (file.Tensors.Count > 0 && file.Tensors.All(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)) && !known.Any(name => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                throw new DataFormatException($"{path}: all names begin with '{prefix}', as those of a module inside Python's {wrapper} do; save model.{inner}.state_dict() there, or take '{prefix}' off the names.");
            }
        }
    }

    /// <summary>The step of a training through the module's own forward, where the device asks for it.</summary>
    /// <exception cref="NotSupportedException">The forward pass of the module does not give what terms of the objective look at.</exception>
    private AutogradProgram? OwnStep(Device device, ModelSpecification trained, IReadOnlyCollection<string> leftOut)
    {
        _counters.CountsSteps = device is not TorchDevice { UsesAutograd: true };
        if (_counters.CountsSteps)
        {
            return null;
        }

        lock (_gate)
        {
            _forward = OwnForward.Create(_module, _layers, [.. _places.Select(place => place.ToTensorPlace())]);
        }

        return OwnForward.Step(_forward, trained, leftOut);
    }

    private void Bind()
    {
        Dictionary<string, Tensor>? tensors = null;
        foreach (var place in _places)
        {
            if (place.Tensor is { IsInvalid: false } bound && ReferenceEquals(bound, (tensors ??= Tensors()).GetValueOrDefault(place.Binding.Name)) && Owns(bound))
            {
                Check(place.Binding, bound);
                continue;
            }

            var tensor = (tensors ??= Tensors()).GetValueOrDefault(place.Binding.Name)
                ?? throw new InvalidOperationException($"'{_module.GetName()}' has no tensor '{place.Binding.Name}' any more; make the module anew.");
            Check(place.Binding, tensor);
            RequireFree(place.Binding, tensor);
            _flat ??= DeviceTensors.Over(_layers.Flat.Memory, ScalarType.Float32);
            place.Share(_flat, tensor);
            Owners.AddOrUpdate(tensor, this);
        }

        if (tensors is not null)
        {
            _counters.Bind(tensors);
            _constants?.Remember(tensors);
        }

        var frozen = _places.Where(place => place.IsFrozen).Select(place => (place.Offset, place.Length))
            .Concat(_places.Where(place => !place.IsFrozen).Select(place => ModuleParameters.PaddingRange(place.Binding, place.Offset)).OfType<(int Start, int Length)>()).Order();
        _layers.Frozen = [.. frozen];
    }

    private bool Owns(Tensor tensor) => Owners.TryGetValue(tensor, out var owner) && owner == this;

    /// <summary>Refuses a tensor that another model trains: it would be taken out of the memory that the training works on.</summary>
    private void RequireFree(ParameterBinding binding, Tensor tensor)
    {
        if (Owners.TryGetValue(tensor, out var owner) && owner._module != _module && owner._layers.IsTraining)
        {
            throw new InvalidOperationException($"'{binding.Name}' of '{_module.GetName()}' is a tensor of '{owner._module.GetName()}' as well, whose training has not ended; await it first, or ask '{owner._module.GetName()}'.");
        }
    }

    /// <summary>Parameters and buffers by their names.</summary>
    private Dictionary<string, Tensor> Tensors()
    {
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (name, tensor) in _module.named_parameters().Select(part => (part.name, (Tensor)part.parameter)).Concat(_module.named_buffers()))
        {
            ObjectDisposedException.ThrowIf(tensor.IsInvalid, _module);
            tensors[name] = tensor;
        }

        // A disposed module has forgotten its parts.
        ObjectDisposedException.ThrowIf(tensors.Count == 0 && _places.Length > 0, _module);
        return tensors;
    }

    private void Check(ParameterBinding binding, Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU)
        {
            throw new InvalidOperationException($"'{binding.Name}' of '{_module.GetName()}' is on {tensor.device}, but a model keeps its parameters on the CPU between trainings; call module.to(torch.CPU), and name the GPU in the options of the training: Device = TorchDevice.Cuda(0).");
        }

        if (tensor.dtype != ScalarType.Float32)
        {
            throw new InvalidOperationException($"'{binding.Name}' of '{_module.GetName()}' is {tensor.dtype}, but a model keeps its parameters in 32 bits; call module.to(torch.float32), or train with ExplainedLoss in a loop of TorchSharp's.");
        }

        if (tensor.numel() != binding.Shape.Aggregate(1L, (product, extent) => product * extent))
        {
            throw new InvalidOperationException($"'{binding.Name}' of '{_module.GetName()}' has shape [{string.Join(", ", tensor.shape)}], but its forward pass was read with [{string.Join(", ", binding.Shape)}]; give it a parameter of that shape, or make the module anew.");
        }

        if (Place.Dimensions(binding, tensor) is null)
        {
            throw new InvalidOperationException($"'{binding.Name}' has shape [{string.Join(", ", tensor.shape)}] and lies among layers as [{string.Join(", ", binding.Shape)}], which one memory cannot be; use ToModel() and CopyFrom().");
        }
    }

    /// <summary>Where a tensor of the module lies in the flat parameters, and which tensor that is now.</summary>
    private sealed class Place(ParameterBinding binding, int offset)
    {
        public ParameterBinding Binding => binding;

        public int Offset => offset;

        public int Length => binding.Shape.Aggregate(1, (product, extent) => product * extent);

        /// <summary>Whether layers would train it, but requires_grad says no.</summary>
        public bool IsFrozen => binding.Trained && Tensor is { requires_grad: false };

        public Tensor? Tensor { get; private set; }

        /// <summary>For each dimension of a tensor, which one of the binding it is: those of extent one that only the binding has are left out. Null where the two do not agree.</summary>
        public static List<int>? Dimensions(ParameterBinding binding, Tensor tensor)
        {
            var (dimensions, own) = (new List<int>(), 0);
            for (var dimension = 0; dimension < binding.Shape.Count; dimension++)
            {
                if (own < tensor.shape.Length && tensor.shape[own] == binding.Shape[dimension])
                {
                    dimensions.Add(dimension);
                    own++;
                }
                else if (binding.Shape[dimension] != 1)
                {
                    return null;
                }
            }

            return own == tensor.shape.Length ? dimensions : null;
        }

        /// <summary>Where the tensor that was bound lies.</summary>
        public TensorPlace ToTensorPlace() => PlaceOf(Tensor!);

        /// <summary>Makes a tensor a view of the flat parameters, which take over its values.</summary>
        public void Share(Tensor flat, Tensor tensor)
        {
            using var without = no_grad();
            using var view = PlaceOf(tensor).View(flat);
            view.copy_(tensor);
            tensor.set_(view);
            Tensor = tensor;
        }

        private TensorPlace PlaceOf(Tensor tensor)
        {
            var (strides, stride) = (new long[binding.Shape.Count], 1L);
            for (var dimension = binding.Order.Count - 1; dimension >= 0; dimension--)
            {
                strides[binding.Order[dimension]] = stride;
                stride *= binding.Shape[binding.Order[dimension]];
            }

            return new TensorPlace(binding.Name, offset, tensor.shape, [.. Dimensions(binding, tensor)!.Select(dimension => strides[dimension])], binding.Trained);
        }
    }
}
