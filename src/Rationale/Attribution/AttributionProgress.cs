namespace Rationale.Attribution;

/// <summary>How far an attribution is.</summary>
/// <param name="Examples">Rows that have their scores.</param>
/// <param name="TotalExamples">Rows asked for.</param>
/// <param name="Evaluations">Changed rows that have been through the model.</param>
/// <param name="TotalEvaluations">Changed rows that will have been through it at the end.</param>
public readonly record struct AttributionProgress(int Examples, int TotalExamples, long Evaluations, long TotalEvaluations);
