using Rationale.Graph.Models;

namespace Rationale.Smoothing;

/// <summary>What one output of the base model contributes to the counts, as integers.</summary>
internal sealed class BaseVotes
{
    /// <summary>Units of a probability of one: sums of up to 2^16 of them are exact.</summary>
    private const int Units = 1 << 20;

    private readonly string _model;
    private readonly MaskSmoothing _smoothing;

    /// <summary>How outputs of a model are counted.</summary>
    public BaseVotes(string model, int outputs, MaskSmoothing smoothing)
    {
        (_model, _smoothing) = (model, smoothing);
        Outputs = outputs;
        Classes = Math.Max(2, Outputs);
        Scale = smoothing.Output == SmoothedOutput.Votes ? 1 : Units;
    }

    /// <summary>Outputs of the base model; a single one is that of a binary classifier.</summary>
    public int Outputs { get; }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>What one version can contribute to a class at most.</summary>
    public int Scale { get; }

    /// <summary>Adds what one version says.</summary>
    /// <param name="outputs">Outputs of the base model.</param>
    /// <param name="counts">A count for each class.</param>
    /// <exception cref="InvalidOperationException">An output is not a finite number, or no probability where it must be one.</exception>
    public void Add(ReadOnlySpan<float> outputs, Span<long> counts)
    {
        SmoothingChecks.Outputs(_model, outputs);
        if (_smoothing.Base == BaseOutput.Probabilities)
        {
            RequireProbabilities(outputs);
        }

        if (Scale == 1)
        {
            counts[ClassOf(outputs)]++;
            return;
        }

        var probabilities = _smoothing.Base == BaseOutput.Logits ? Models.Classes.Probabilities(outputs) : outputs.Length == 1 ? [1 - outputs[0], outputs[0]] : outputs;
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += (long)MathF.Round(probabilities[i] * Units);
        }
    }

    /// <summary>The class that one version votes for.</summary>
    public int ClassOf(ReadOnlySpan<float> outputs) => outputs.Length == 1 && _smoothing.Base == BaseOutput.Probabilities
        ? outputs[0] > 0.5f ? 1 : 0
        : Models.Classes.Predicted(outputs);

    private void RequireProbabilities(ReadOnlySpan<float> outputs)
    {
        for (var i = 0; i < outputs.Length; i++)
        {
            if (!(outputs[i] >= 0 && outputs[i] <= 1))
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"Output {i} of '{_model}' is {outputs[i]}, which is no probability; certificates need outputs in [0, 1], so set Base = BaseOutput.Logits to apply softmax."));
            }
        }
    }
}
