namespace Rationale.Samples.CertifiedFashion;

/// <summary>The network beneath: three small convolutions and two dense layers, about a third of a million multiplications a picture.</summary>
[Classifier(classes: 10)]
[Input(28, 28, 1)]
[Conv(16, 5, Stride = 2, Padding = 2)]
[Relu]
[Conv(32, 3, Stride = 2, Padding = 1)]
[Relu]
[Conv(32, 3, Padding = 1)]
[Relu]
[Flatten]
[Dense(64)]
[Relu]
[Dense(10)]
[Train(BatchSize = 64)]
public sealed partial class FashionNetwork;
