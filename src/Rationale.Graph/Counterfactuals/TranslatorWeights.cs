namespace Rationale.Graph.Counterfactuals;

/// <summary>What the terms of a translator's generators are multiplied with. The adversarial term has weight 1.</summary>
/// <param name="Cycle">Of the mean absolute difference between an image and what comes back of it.</param>
/// <param name="Identity">Of the mean absolute difference between an image and its translation into its own class, as a share of <paramref name="Cycle"/>.</param>
/// <param name="Classifier">Of −log p of the wanted class, as the classifier sees the translation: this library's, not the paper's, in which the classifier plays no part in the training. Zero leaves the classifier out.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record TranslatorWeights(double Cycle = 10, double Identity = 0.5, double Classifier = 0);
