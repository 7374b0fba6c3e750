namespace Rationale.Attribution;

/// <summary>How far an attribution is.</summary>
/// <param name="Examples">Examples that have their scores.</param>
/// <param name="TotalExamples">Examples asked for.</param>
/// <param name="Evaluations">Changed examples that have been through the model.</param>
/// <param name="TotalEvaluations">Changed examples that will have been through it at the end.</param>
public readonly record struct AttributionProgress(int Examples, int TotalExamples, long Evaluations, long TotalEvaluations);
