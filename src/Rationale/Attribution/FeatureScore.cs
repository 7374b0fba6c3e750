namespace Rationale.Attribution;

/// <summary>The score of one feature, or of one group of features.</summary>
/// <param name="Index">Number of the feature or group.</param>
/// <param name="Name">Its name; where none is known, its place in the input's shape or its number.</param>
/// <param name="Value">The score, with its sign.</param>
public readonly record struct FeatureScore(int Index, string Name, float Value);
