namespace Rationale.Graph.Models;

/// <summary>What a model is trained for.</summary>
/// <param name="Outputs">Outputs per example that the last layer must give.</param>
/// <param name="Reduction">How the losses of the examples become one number.</param>
/// <remarks>Thread safety: immutable, and so is everything derived from it: any number of threads may use it.</remarks>
public abstract record ModelTask(int Outputs, Reduction Reduction);

/// <summary>Telling classes apart by cross-entropy (binary cross-entropy for one class).</summary>
/// <param name="Classes">Number of classes, at least 1.</param>
/// <param name="Reduction">How the losses of the examples become one number.</param>
public sealed record ClassifierTask(int Classes, Reduction Reduction) : ModelTask(Classes, Reduction);

/// <summary>Predicting numbers by squared error.</summary>
/// <param name="Outputs">Outputs per example.</param>
/// <param name="Reduction">How the losses of the examples become one number.</param>
public sealed record RegressorTask(int Outputs, Reduction Reduction) : ModelTask(Outputs, Reduction);
