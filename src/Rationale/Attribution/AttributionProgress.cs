namespace Rationale.Attribution;

/// <summary>How far an attribution is.</summary>
/// <param name="Rows">Rows that have their scores.</param>
/// <param name="TotalRows">Rows asked for.</param>
/// <param name="Evaluations">Changed rows that have been through the model.</param>
/// <param name="TotalEvaluations">Changed rows that will have been through it at the end.</param>
public readonly record struct AttributionProgress(int Rows, int TotalRows, long Evaluations, long TotalEvaluations);
