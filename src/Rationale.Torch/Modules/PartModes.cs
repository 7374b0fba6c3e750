using Rationale.Graph.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rationale.Torch.Modules;

/// <summary>
/// The parts of a module whose mode compiled steps would not follow. A step is compiled for a module in training: it moves the running statistics of each batch normalization and drops values at each dropout. Where the
/// user has put such a part into evaluation while the module trains, a compiled training is refused.
/// </summary>
internal static class PartModes
{
    /// <summary>Refuses a training that would not follow the mode of a part.</summary>
    /// <param name="module">The module; where it is in evaluation as a whole, that is about its forward alone, and all of it is trained.</param>
    /// <param name="specification">Its layers.</param>
    /// <exception cref="InvalidOperationException">A part whose mode has a say is in evaluation while the module trains.</exception>
    public static void Check(nn.Module module, ModelSpecification specification)
    {
        if (!module.training)
        {
            return;
        }

        var parts = module.named_modules().ToList();
        var dropsByFunctions = specification.Layers.Sum(Drops) > parts.Count(part => DropsValues(part.module));
        foreach (var (name, part) in parts.Where(part => !part.module.training))
        {
            var consequence = part.named_buffers(recurse: false).Any(buffer => buffer.name == "running_mean") ? "move its running statistics"
                : DropsValues(part) || (dropsByFunctions && MayDrop(part)) ? "drop values in it"
                : null;
            if (consequence is not null)
            {
                throw new InvalidOperationException($"'{name}' of '{module.GetName()}' is in evaluation mode, but compiled steps would {consequence}; call train() of this part, or train by autograd, which keeps the mode of each part: Device = TorchDevice.Cpu with {{ UsesAutograd = true }}.");
            }
        }
    }

    private static bool DropsValues(nn.Module part) => part is Dropout { p: > 0 } or Dropout1d { p: > 0 } or Dropout2d { p: > 0 };

    /// <summary>Whether a part may drop values without a part of its own for it: by a function that takes its mode, or inside libtorch.</summary>
    private static bool MayDrop(nn.Module part) =>
        part is MultiheadAttention or TransformerEncoder or TransformerEncoderLayer or RNN or GRU or LSTM || part.GetType().Assembly != typeof(nn.Module).Assembly;

    /// <summary>At how many places a layer drops values.</summary>
    private static int Drops(Layer layer) => layer switch
    {
        DropoutLayer { Rate: > 0 } => 1,
        ResidualLayer block => block.Layers.Sum(Drops),
        CombineLayer combination => combination.Left.Concat(combination.Right).Sum(Drops),
        ConcatLayer joined => joined.Left.Concat(joined.Right).Sum(Drops),
        DataflowLayer flow => flow.Steps.OfType<LayerStep>().Sum(step => Drops(step.Layer)),
        SelfExplainingNetwork network => network.Parts.Sum(Drops),
        _ => 0,
    };
}
