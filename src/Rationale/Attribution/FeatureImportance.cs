namespace Rationale.Attribution;

/// <summary>How much one feature, or one group of features, matters over a data set.</summary>
/// <param name="Index">Number of the feature or group.</param>
/// <param name="Name">Its name; where none is known, its place in the input's shape or its number.</param>
/// <param name="Mean">The mean of the attributions' magnitudes.</param>
/// <param name="StandardError">The standard error of that mean; not a number for a single example.</param>
/// <param name="SignedMean">The mean of the attributions with their signs.</param>
public readonly record struct FeatureImportance(int Index, string Name, double Mean, double StandardError, double SignedMean);
