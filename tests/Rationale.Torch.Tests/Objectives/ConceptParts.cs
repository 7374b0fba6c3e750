using Rationale.Graph.Models;
using Rationale.Torch.Objectives;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Objectives;

/// <summary>A self-explaining network of dense layers, computed by hand from the parameters of the declared one.</summary>
internal sealed class ConceptParts
{
    private readonly DeclaredLoss _declared;
    private int _layers;

    public ConceptParts(DeclaredLoss declared, SelfExplainingNetwork network)
    {
        (_declared, X) = (declared, RightReasons.Explained(declared.Features));
        var rows = X.shape[0];
        H = network.Source switch
        {
            LearnedConcepts => Dense(X).tanh(),
            IdentityConcepts => cat([X, ones([rows, 1], float64)], 1),
            ChosenConcepts chosen => cat([.. chosen.Features.Select(feature => X.narrow(1, feature, 1))], 1),
            ConstantConcepts constant => ones([rows, constant.Concepts], float64),
            _ => throw new ArgumentException($"{network.Source} is no source of this test.", nameof(network)),
        };
        Decoded = network.Source is LearnedConcepts ? Dense(H) : null;
        Effects = Dense(Dense(X).tanh()).reshape(rows, H.shape[1], network.Classes);
        var affine = network.Aggregator == ConceptAggregator.PositiveAffine;
        if (affine)
        {
            Effects = nn.functional.softplus(declared.Parameters["aggregator.scale"]) * Effects;
        }

        var contributions = H.unsqueeze(2) * Effects;
        var bent = network.Aggregation.Count > 0 ? contributions.tanh() : contributions;
        Slopes = network.Aggregation.Count > 0 ? Robustness.Slopes(bent, contributions) : null;
        Logits = affine ? bent.sum(1) + declared.Parameters["aggregator.bias"] : bent.sum(1);
    }

    public Tensor X { get; }

    public Tensor H { get; }

    public Tensor? Decoded { get; }

    public Tensor Effects { get; }

    public Tensor? Slopes { get; }

    public Tensor Logits { get; }

    /// <summary>The next dense layer, in the order of the network.</summary>
    private Tensor Dense(Tensor x)
    {
        _layers++;
        return x.matmul(_declared.Parameters[$"dense{_layers}.weight"]) + _declared.Parameters[$"dense{_layers}.bias"];
    }
}
