namespace Rationale.Samples.CertifiedFashion;

/// <summary>
/// Three small convolutions and two dense layers, about a third of a million multiplications a version, certified over patches of 4 × 4 pixels. The sample varies what is declared here: the share kept, from
/// whole images to an eighth, and q.
/// </summary>
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
[Smoothed(keep: 0.25, Quantization = 64, Patch = FashionSizes.Patch)]
[Train(BatchSize = 64)]
public sealed partial class FashionNetwork;
