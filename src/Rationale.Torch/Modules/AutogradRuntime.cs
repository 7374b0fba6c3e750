using System.ComponentModel;
using Rationale.CompilerServices;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Torch.Autograd;
using static TorchSharp.torch;

namespace Rationale.Torch.Modules;

/// <summary>
/// The model of a TorchSharp module whose forward pass was not understood: trained by autograd, with the loop, the callbacks and the files of every other model. Parameters and
/// buffers of the module are views of the model's flat parameters.
/// </summary>
/// <remarks>What is trained is decided by <c>requires_grad</c>: when it changes between two uses, the places of the parameters are divided anew.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AutogradRuntime : IDisposable
{
    private readonly Lock _gate = new();
    private readonly nn.Module<Tensor, Tensor> _module;
    private readonly ModelSpecification _specification;
    private IReadOnlyList<ModuleTensor> _tensors = [];
    private AutogradPrograms? _programs;
    private ModuleRuntime? _runtime;
    private bool _disposed;

    /// <summary>Prepares the model; the module's tensors are looked at when they are first used.</summary>
    /// <param name="module">The module.</param>
    /// <param name="specification">What the model declares, with module layers that do not know their tensors.</param>
    public AutogradRuntime(nn.Module<Tensor, Tensor> module, ModelSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(specification);
        (_module, _specification) = (module, specification);
    }

    /// <summary>The model with the parameters that the module has now.</summary>
    /// <exception cref="ObjectDisposedException">The module has been disposed.</exception>
    /// <exception cref="InvalidOperationException">The module is of another type or on another device than the model can share, or none of its parameters is trained.</exception>
    public ModelRuntime Current
    {
        get
        {
            lock (_gate)
            {
                return _programs is { IsOnDevice: true } ? _runtime!.Unbound : Bound().Current;
            }
        }
    }

    /// <summary>Draws all trained parameters anew, from the distributions that PyTorch's layers start from; running statistics start again, and frozen parameters and other buffers stay.</summary>
    /// <param name="seed">The same seed gives the same parameters on every machine.</param>
    public void Initialize(ulong seed)
    {
        var runtime = Current;
        var frozen = _tensors.Where(tensor => !tensor.Trained && !ModuleTensors.IsStatistic(tensor.Name)).ToDictionary(tensor => tensor.Name, tensor => runtime.NamedView[tensor.Name].ToArray());
        runtime.Initialize(seed);
        foreach (var (name, values) in frozen)
        {
            values.CopyTo(runtime.NamedView[name]);
        }
    }

    /// <summary>Saves the module's state under PyTorch's names.</summary>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="progress">Told the share that is written.</param>
    /// <param name="cancellationToken">Ends the writing; an old file stays as it was.</param>
    public void Save(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        _ = Current;
        _runtime!.Save(path, progress, cancellationToken);
    }

    /// <summary>Loads a state under PyTorch's names; nothing is changed unless all of it fits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told the share that is read.</param>
    /// <param name="cancellationToken">Ends the reading; the module stays as it was.</param>
    public void Load(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        _ = Current;
        _runtime!.Load(path, progress, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _programs?.Dispose();
            _runtime?.Dispose();
        }
    }

    private ModuleRuntime Bound()
    {
        ObjectDisposedException.ThrowIf(_disposed, _module);
        var tensors = ModuleTensors.Find(_module);
        if (_runtime is not null && tensors.SequenceEqual(_tensors))
        {
            return _runtime;
        }

        // A disposed module has forgotten its parts.
        ObjectDisposedException.ThrowIf(tensors.Count == 0 && _tensors.Count > 0, _module);
        if (tensors.All(tensor => !tensor.Trained))
        {
            throw new InvalidOperationException(
                $"'{_module.GetName()}' has no parameter to train{(tensors.Count == 0 ? "" : $": {string.Join(", ", tensors.Select(tensor => $"'{tensor.Name}'"))} {(tensors.Count == 1 ? "is a buffer or frozen" : "are buffers or frozen")}")}; register a parameter, or set requires_grad.");
        }

        var specification = _specification.WithModuleTensors(new EquatableArray<ModuleTensor>(tensors));
        var programs = new AutogradPrograms(_module, specification);
        var bindings = tensors.Select(tensor => new ParameterBinding(tensor.Name, tensor.Name, tensor.Shape, new EquatableArray<int>(Enumerable.Range(0, tensor.Shape.Count)), tensor.Trained)).ToList();
        var runtime = new ModuleRuntime(_module, specification, programs, bindings);
        if (_runtime is { } old)
        {
            // Refused while a training has not ended.
            old.Unbound.BeginTraining();
            runtime.Unbound.Manifest = old.Unbound.Manifest;
            runtime.Unbound.Execution = old.Unbound.Execution;
        }

        (_tensors, _programs, _runtime) = (tensors, programs, runtime);
        return runtime;
    }
}
