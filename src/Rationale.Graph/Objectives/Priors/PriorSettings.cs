using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>The settings of a preset; see <see cref="PriorPreset"/>.</summary>
/// <param name="Hidden">Units of the hidden layers of g.</param>
/// <param name="Dropout">Probability with which a hidden unit is dropped.</param>
/// <param name="LearningRate">The learning rate of g; 0 for that of the training.</param>
/// <param name="Signed">Whether attributions keep their sign.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record PriorSettings(EquatableArray<int> Hidden, double Dropout, double LearningRate, bool Signed)
{
    /// <summary>The settings of a preset.</summary>
    public static PriorSettings For(PriorPreset preset) => preset switch
    {
        PriorPreset.TwoMoons => new(default, 0, 1e-3, true),
        PriorPreset.Alzheimers => new(EquatableArray.Create(4), 0.5, 1e-4, false),
        PriorPreset.Leukemia => new(EquatableArray.Create(5, 3), 0, 5e-5, false),
        _ => new(default, 0, 0, false),
    };

    /// <summary>The layers of g: hidden layers with ReLU, each followed by dropout where there is some, and one output.</summary>
    public EquatableArray<Layer> Network => new(Hidden.SelectMany(Behind).Append(new DenseLayer(1, true, Initialization.PyTorchDefault)));

    private IEnumerable<Layer> Behind(int units)
    {
        yield return new DenseLayer(units, true, Initialization.PyTorchDefault);
        yield return new ReluLayer();
        if (Dropout > 0)
        {
            yield return new DropoutLayer(Dropout);
        }
    }
}
