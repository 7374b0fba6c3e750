using Rationale.CompilerServices;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Torch.Autograd;
using static TorchSharp.torch;

namespace Rationale.Torch.Modules;

/// <summary>
/// Trainings of a module whose forward pass was read, through that forward: the model with the module as its only layer, whose tensors lie where the layers have them. So optimizer, checkpoints and predictions are those
/// of the layers, and only the gradient of a step comes from autograd.
/// </summary>
internal static class OwnForward
{
    /// <summary>Prepares the programs.</summary>
    /// <param name="module">The module.</param>
    /// <param name="layers">Its layers.</param>
    /// <param name="tensors">Where its tensors lie.</param>
    public static AutogradPrograms Create(nn.Module module, ModelRuntime layers, IReadOnlyList<TensorPlace> tensors)
    {
        var taken = tensors.Select(place => place.Offset).ToHashSet();
        var others = layers.Layout.Where(parameter => !taken.Contains(parameter.Offset)).Select(TensorPlace.InOrder);
        return new AutogradPrograms(
            (nn.Module<Tensor, Tensor>)module,
            Over(layers.Specification, tensors),
            [.. tensors, .. others],
            layers.Learning.Buffers.Select(buffer => buffer.Start).ToHashSet())
        {
            TakesTokens = layers.Specification.EmbeddingOf(layers.Specification.Inputs[0]) is not null,
        };
    }

    /// <summary>The step of a training.</summary>
    /// <param name="forward">The programs.</param>
    /// <param name="trained">The layers, as the training wants them.</param>
    /// <param name="leftOut">Names of the terms that are left out.</param>
    /// <exception cref="NotSupportedException">A term looks at what only layers give.</exception>
    public static AutogradProgram Step(AutogradPrograms forward, ModelSpecification trained, IReadOnlyCollection<string> leftOut)
    {
        if (trained.Layers is [SelfExplainingNetwork])
        {
            throw new NotSupportedException($"TorchDevice.UsesAutograd trains '{trained.Name}' through its forward, but the penalties of [SelfExplaining] look at its parts, which were read; leave it out.");
        }

        if (trained.EndsInProbabilities)
        {
            throw new NotSupportedException($"TorchDevice.UsesAutograd trains '{trained.Name}' through its forward, which gives probabilities, but the loss is computed from the logits before them; leave it out.");
        }

        var step = forward.Step(Over(trained, [.. forward.Places.Where(place => forward.Owns(place))]), leftOut);
        return step.TakesGradients && forward.TakesTokens
            ? throw new NotSupportedException($"TorchDevice.UsesAutograd trains '{trained.Name}' through its forward, which takes token ids, but a term of its objective is about their vectors; leave it out, or train with ExplainedLoss in a loop of TorchSharp's.")
            : step;
    }

    /// <summary>The model with the module as its only layer.</summary>
    private static ModelSpecification Over(ModelSpecification layers, IReadOnlyList<TensorPlace> tensors)
    {
        var known = tensors.OrderBy(place => !place.Trained).Select(place => new ModuleTensor(
            place.Key, new EquatableArray<int>(place.Shape.Select(extent => checked((int)extent))), place.Trained, new Initializer(InitializerKind.Constant, 0)));
        return layers with { Layers = EquatableArray.Create<Layer>(new ModuleLayer("", EquatableArray.Create(layers.Task.Outputs), new EquatableArray<ModuleTensor>(known))) };
    }
}
