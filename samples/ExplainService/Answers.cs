using Rationale.Models;

namespace Rationale.Samples.ExplainService;

/// <summary>What the models know.</summary>
/// <param name="Features">The columns of an application.</param>
/// <param name="Classes">How a loan may end.</param>
public sealed record Description(IReadOnlyList<string> Features, IReadOnlyList<string> Classes);

/// <summary>What a model says.</summary>
/// <param name="Class">The most probable end.</param>
/// <param name="Probabilities">The probability of each end.</param>
public sealed record Answer(string Class, IReadOnlyDictionary<string, float> Probabilities)
{
    internal static Answer From(Prediction prediction, IReadOnlyList<string> classes) =>
        new(classes[prediction.Class], classes.Zip(prediction.Probabilities).ToDictionary(pair => pair.First, pair => pair.Second));
}

/// <summary>Why a model says so.</summary>
/// <param name="Answer">What it says.</param>
/// <param name="Explained">The number that is explained, in words.</param>
/// <param name="Features">Columns by importance.</param>
public sealed record Reasons(Answer Answer, string Explained, IReadOnlyList<Reason> Features);

/// <summary>How much one column matters.</summary>
/// <param name="Feature">The column.</param>
/// <param name="Score">Its score: how fast the explained number grows with the column, or what the column adds to it, as the method says.</param>
public sealed record Reason(string Feature, float Score);

/// <summary>What is proved about a prediction and its explanation.</summary>
/// <param name="Class">What the model votes for.</param>
/// <param name="Explanation">The columns of the explanation.</param>
/// <param name="IsConsistent">Whether the explanation alone leads to the same class.</param>
/// <param name="MayBeAdded">As many other columns may be added to the explanation, and its class stays.</param>
/// <param name="MayBeRemoved">As many columns may be taken from the application, and the class stays.</param>
public sealed record Proof(string Class, IReadOnlyList<string> Explanation, bool IsConsistent, int MayBeAdded, int MayBeRemoved);
