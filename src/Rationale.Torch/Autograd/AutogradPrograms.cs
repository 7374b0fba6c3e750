using Rationale.Attribution;
using Rationale.CompilerServices;
using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Torch.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Autograd;

/// <summary>
/// The programs of a model whose forward pass nobody has read: graphs in which the module is one operator, evaluated over tensors. A module has one mode, training or
/// evaluation, and one set of tensors, so that its uses wait for each other.
/// </summary>
internal sealed class AutogradPrograms : ProgramSource
{
    private readonly nn.Module<Tensor, Tensor> _module;
    private readonly Dictionary<string, nn.Module<Tensor, Tensor>> _parts = [];
    private volatile bool _disposed;

    /// <summary>Prepares the programs.</summary>
    /// <param name="module">The module.</param>
    /// <param name="specification">The model, with the tensors of the module.</param>
    public AutogradPrograms(nn.Module<Tensor, Tensor> module, ModelSpecification specification)
        : base(specification)
    {
        (_module, Name) = (module, specification.Name);
        Places = [.. ModelGraph.Build(specification, training: false).Layout.Select(TensorPlace.InOrder)];
    }

    /// <summary>Prepares the programs of a module whose tensors lie among the parameters of layers.</summary>
    /// <param name="module">The module.</param>
    /// <param name="specification">The model with the module as its only layer.</param>
    /// <param name="places">Where the tensors lie, and the parameters of terms of the objective.</param>
    /// <param name="states">First elements of the buffers that a step of the layers gives new values.</param>
    public AutogradPrograms(nn.Module<Tensor, Tensor> module, ModelSpecification specification, IReadOnlyList<TensorPlace> places, IReadOnlySet<int> states)
        : base(specification)
    {
        (_module, Name, Places) = (module, specification.Name, places);
        States = [.. places.Where(place => !place.Trained && states.Contains(place.Offset))];
    }

    /// <summary>Held by whoever calls the module.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Name of the model.</summary>
    public string Name { get; }

    /// <summary>Where parameters and buffers of the module lie, and those of terms of the objective.</summary>
    public IReadOnlyList<TensorPlace> Places { get; }

    /// <summary>Buffers that a forward pass changes and that whoever updates the parameters takes from beside the gradients, as compiled steps leave them there.</summary>
    public IReadOnlyList<TensorPlace> States { get; } = [];

    /// <summary>Whether a place is that of a tensor of the module.</summary>
    public bool Owns(TensorPlace place) => Tensors.ContainsKey(place.Key);

    /// <summary>Whether examples are token ids, which a forward pass takes as integers.</summary>
    public bool TakesTokens { get; init; }

    /// <summary>Whether a training has taken the tensors of the module to a device.</summary>
    public bool IsOnDevice { get; set; }

    /// <inheritdoc/>
    internal override bool AreGenerated => false;

    /// <summary>Where the module is.</summary>
    public torch.Device Place => _module.parameters().Select(parameter => parameter.device).FirstOrDefault() ?? CPU;

    /// <summary>Parameters and buffers of the module that <see cref="Places"/> has, by name.</summary>
    /// <exception cref="ObjectDisposedException">The module has been disposed.</exception>
    public IReadOnlyDictionary<string, Tensor> Tensors
    {
        get
        {
            RequireUndisposed();
            return ModuleTensors.ByName(_module);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override StepProgram<float> DeepLift(Target target) => throw LayerNames.Unknown("DeepLIFT", Name);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override StepProgram<float> GuidedBackpropagation(Target target) => throw LayerNames.Unknown("Guided backpropagation", Name);

    /// <summary>Calls the module, or a part of it.</summary>
    public Tensor Call(string path, Tensor x) => path.Length == 0 ? _module.call(x) : Part(path).call(x);

    /// <summary>Brings the module to a device, or back.</summary>
    public void Move(torch.Device device)
    {
        using var without = no_grad();
        _module.to(device);
    }

    /// <summary>Puts the module into a mode until what is returned is disposed.</summary>
    public ModuleMode Enter(bool training) => new(_module, training);

    /// <exception cref="ObjectDisposedException">The module has been disposed.</exception>
    public void RequireUndisposed() => ObjectDisposedException.ThrowIf(_disposed, _module);

    /// <summary>Waits for the call in progress; later ones are refused.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            _disposed = true;
        }
    }

    /// <summary>The step of a training.</summary>
    /// <param name="trained">The model, with the module as its only layer.</param>
    /// <param name="leftOut">Names of the terms that are left out.</param>
    public AutogradProgram Step(ModelSpecification trained, IReadOnlyCollection<string> leftOut) => new(ModelPrograms.Training(trained, leftOut), this);

    /// <inheritdoc/>
    protected override StepProgram<float> Interpret(ComputationGraph graph) => new AutogradProgram(graph, this);

    private nn.Module<Tensor, Tensor> Part(string path)
    {
        if (!_parts.TryGetValue(path, out var part))
        {
            part = _module.named_modules().FirstOrDefault(candidate => candidate.name == path).module as nn.Module<Tensor, Tensor>
                ?? throw new InvalidOperationException($"'{Name}' has no part '{path}' that takes a tensor and gives one; register it under this name.");
            _parts.Add(path, part);
        }

        return part;
    }
}
