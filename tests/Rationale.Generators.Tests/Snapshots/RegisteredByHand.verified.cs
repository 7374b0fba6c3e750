// ======== Main/Head
namespace Models;

using global::Rationale;
using global::Rationale.CompilerServices;
using global::Rationale.Graph;
using global::Rationale.Graph.Models;
using global::Rationale.Graph.Objectives;
using global::System.CodeDom.Compiler;
using StepProgram = global::Rationale.Execution.StepProgram<float>;
using Tensor = global::TorchSharp.torch.Tensor;

// 4 → Dense 1 (5 parameters)
partial class RegisteredByHand
{

// ======== Main/Specification
    /// <summary>The layers that <c>forward</c> stands for, with what the attributes declare. Examples have the shape that the module takes; images are permuted to channels last inside, where layers need it.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static ModelSpecification Specification { get; } = new ModelSpecification(
        Name: "RegisteredByHand",
        InputShape: EquatableArray.Create(4),
        Layers: EquatableArray.Create<Layer>(
            new DenseLayer(Units: 1, Bias: true, Initialization: Initialization.PyTorchDefault)),
        Task: new ClassifierTask(Classes: 1, Reduction: Reduction.Sum),
        Objectives: EquatableArray.Create<ObjectiveTerm>(
            new TaskLoss()),
        Training: new TrainingDefaults(Epochs: 10, BatchSize: 256, Optimizer: OptimizerKind.Adam, LearningRate: 0.001, Momentum: 0, WeightDecay: 0.01, ClipNorm: 0));

// ======== Main/ParameterBindings
    /// <summary>For each parameter and running statistic of <see cref="Specification"/>, in their order: its name in the module and among the layers, the shape that the module's tensor is viewed in, the order of its dimensions among the layers, and whether it is trained.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public static EquatableArray<ParameterBinding> ParameterBindings { get; } = EquatableArray.Create(
        new ParameterBinding("f.weight", "dense1.weight", EquatableArray.Create(1, 4), EquatableArray.Create(1, 0), true),
        new ParameterBinding("f.bias", "dense1.bias", EquatableArray.Create(1), EquatableArray.Create(0), true));

// ======== Main/ToModel
    /// <summary>The layers of this module as a model of their own, with the module's parameters as they are now, as 32-bit numbers: it trains, evaluates and explains by the programs that were compiled for it, without autograd.</summary>
    /// <returns>A model to be disposed. What it learns comes back by <see cref="CopyFrom"/>.</returns>
    /// <exception cref="global::System.InvalidOperationException">A parameter is frozen, which a layer cannot be.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Model ToModel()
    {
        RegisterComponents();
        foreach (var (name, parameter) in named_parameters())
        {
            if (!parameter.requires_grad)
            {
                throw new global::System.InvalidOperationException($"'{name}' is frozen, but layers train all of their parameters; train the module with ExplainedLoss, or set requires_grad.");
            }
        }

        var tensors = state_dict();
        var model = Model.FromPrograms(Specification, new Programs());
        ModuleParameters.Import(model, ParameterBindings, name =>
        {
            using var values = tensors[name].detach().to(global::TorchSharp.torch.float32).cpu().contiguous();
            return values.data<float>().ToArray();
        });
        return model;
    }

// ======== Main/CopyFrom
    /// <summary>Takes over the parameters and running statistics of a model that <see cref="ToModel"/> made.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="global::System.ArgumentException">The model is one of other layers.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public void CopyFrom(Model model)
    {
        RegisterComponents();
        var tensors = state_dict();
        using var constant = global::TorchSharp.torch.no_grad();
        ModuleParameters.Export(model, ParameterBindings, (name, values) =>
        {
            using var learned = global::TorchSharp.torch.tensor(values, tensors[name].shape);
            tensors[name].copy_(learned);
        });
    }

// ======== Main/ExplainedLoss
    /// <summary>The loss of a batch, L = task, for autograd: call <c>backward()</c> on it and let an optimizer step. Tensors on the way belong to the dispose scope of the caller.</summary>
    /// <param name="x">Examples as <c>forward</c> takes them.</param>
    /// <param name="labels">0 or 1 for each example, [examples].</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="global::System.ArgumentException">x is not of shape [examples, 4], or of another type than the parameters. There is not one class for each example. Values on a GPU are not looked at: that would wait for it.</exception>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Tensor ExplainedLoss(Tensor x, Tensor labels)
    {
        if (x.ndim != 2 || x.shape[1] != 4)
        {
            throw new global::System.ArgumentException($"ExplainedLoss of 'RegisteredByHand' takes x of shape [examples, 4], as [Input] declares it, but was given [{string.Join(", ", x.shape)}]; use x.reshape(-1, 4) where each example has these values in another shape.", nameof(x));
        }

        if (x.is_floating_point() && global::System.Linq.Enumerable.FirstOrDefault(parameters()) is { } parameter && parameter.dtype != x.dtype)
        {
            throw new global::System.ArgumentException($"ExplainedLoss of 'RegisteredByHand' takes x of the type of the module's parameters, {parameter.dtype}, but was given {x.dtype}; use x.to(torch.{parameter.dtype.ToString().ToLowerInvariant()}), or convert the module by module.to(torch.{x.dtype.ToString().ToLowerInvariant()}).", nameof(x));
        }

        var z = call(x);
        if (labels.numel() != z.shape[0] || (labels.device_type == global::TorchSharp.DeviceType.CPU && labels.lt(0).logical_or_(labels.gt(1)).any().item<bool>()))
        {
            var given = labels.to(global::TorchSharp.torch.float64);
            var range = given.numel() == 0 ? "" : $" from {given.min().item<double>()} to {given.max().item<double>()}";
            throw new global::System.ArgumentException($"ExplainedLoss of 'RegisteredByHand' takes numbers from 0 to 1 as labels, one for each of {z.shape[0]} examples, but was given {given.numel()} of type {labels.dtype}{range}; count classes from 0.", nameof(labels));
        }

        // y = the label, 0 or 1
        var y = labels.reshape(-1, 1).type_as(z);

        // task = Σ (softplus(z) − y z)
        var loss = (z.softplus(threshold: 50) - (y * z)).sum();

        return loss;
    }

