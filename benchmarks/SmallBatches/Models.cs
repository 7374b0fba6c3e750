namespace Rationale.Benchmarks.SmallBatches;

/// <summary>A row of a table.</summary>
[Classifier(3)]
[Input(4), Dense(8), Relu, Dense(3)]
public sealed partial class Flowers;

/// <summary>A small image.</summary>
[Classifier(10)]
[Input(784), Dense(50), Relu, Dense(30), Relu, Dense(10)]
[ExplainConstraint]
[Smoothed(0.25)]
public sealed partial class Digits;

/// <summary>A small image and wide layers, whose weights leave the second-level cache.</summary>
[Classifier(10)]
[Input(784), Dense(512), Relu, Dense(256), Relu, Dense(10)]
[ExplainConstraint]
public sealed partial class WideDigits;
