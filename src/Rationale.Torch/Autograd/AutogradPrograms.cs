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
        Layout = ModelGraph.Build(specification, training: false).Layout;
    }

    /// <summary>Held by whoever calls the module.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Name of the model.</summary>
    public string Name { get; }

    /// <summary>Names, shapes and places of parameters and buffers; behind those of the module stand those of terms of the objective.</summary>
    public IReadOnlyList<ParameterSpecification> Layout { get; }

    /// <summary>Whether a training has taken the tensors of the module to a device.</summary>
    public bool IsOnDevice { get; set; }

    /// <inheritdoc/>
    internal override bool AreGenerated => false;

    /// <summary>Where the module is.</summary>
    public torch.Device Place => _module.parameters().Select(parameter => parameter.device).FirstOrDefault() ?? CPU;

    /// <summary>Parameters and buffers of the module that <see cref="Layout"/> has, by name.</summary>
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
