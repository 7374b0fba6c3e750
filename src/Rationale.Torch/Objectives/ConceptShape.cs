using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Torch.Objectives;

/// <summary>The sizes of a self-explaining network.</summary>
/// <param name="Concepts">Number of concepts.</param>
/// <param name="HasSlopes">Whether contributions are transformed before they are added.</param>
/// <param name="HasDecoder">Whether features are decoded from concepts.</param>
internal sealed record ConceptShape(int Concepts, bool HasSlopes = false, bool HasDecoder = false)
{
    /// <summary>A graph of a module whose concepts, relevances, slopes and decoded features are inputs as well.</summary>
    public ModelGraph AddTo(ModelGraph forward, ModelTask task)
    {
        var (builder, effects) = (forward.Builder, Shape.PerExample(Concepts, task.Outputs));
        return forward with
        {
            Concepts = new ConceptNodes(
                builder.Input(ModuleGraph.Concepts, Shape.PerExample(Concepts)).Named("h"),
                builder.Input(ModuleGraph.Effects, effects).Named("θ(x)"),
                Scales: null,
                HasDecoder ? builder.Input(ModuleGraph.Decoded, forward.Features.Flatten().Shape).Named("x̂") : null,
                HasSlopes ? builder.Input("slopes", effects).Named("φ′") : null),
        };
    }
}
