using Rationale.Training;

namespace Rationale.Counterfactuals;

/// <summary>What a translator's training did.</summary>
/// <param name="History">The mean losses of each epoch.</param>
/// <param name="Steps">Steps of both sides, those of a resumed training included.</param>
/// <param name="Elapsed">Time taken, without what was before a resume.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record TranslatorResult(IReadOnlyList<TranslatorEpoch> History, long Steps, TimeSpan Elapsed)
{
    /// <summary>What is allowed but rarely meant, with what to do about it.</summary>
    public IReadOnlyList<TrainingWarning> Warnings { get; init; } = [];
}

/// <summary>An epoch of a translator's training.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Losses">The mean of each term over its steps: those of the generators by their names, and <c>discriminators</c>.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record TranslatorEpoch(int Epoch, IReadOnlyDictionary<string, double> Losses);
