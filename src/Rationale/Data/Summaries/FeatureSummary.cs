namespace Rationale.Data;

/// <summary>What one feature of a data set holds.</summary>
/// <param name="Name">Its name; its number from 0 where it has none.</param>
/// <param name="HoldsTexts">Whether it holds texts.</param>
/// <param name="Missing">Examples of which the value is missing.</param>
/// <param name="Distinct">Different values, apart from missing ones.</param>
/// <param name="Mean">The mean of the numbers; not a number for texts, and where all are missing.</param>
/// <param name="Deviation">Their standard deviation, divided by n.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
/// <param name="Alone">
/// How well the feature alone tells the label, from its value in 20 parts of equal size or its category, learned on every other example and measured on the rest: the balanced accuracy of classes, at least
/// that of chance, or R² of a single target, at least 0. Not a number where there are no labels or several targets.
/// </param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record FeatureSummary(string Name, bool HoldsTexts, int Missing, int Distinct, double Mean, double Deviation, double Minimum, double Maximum, double Alone);
