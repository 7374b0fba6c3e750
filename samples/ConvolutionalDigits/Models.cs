namespace Rationale.Samples.ConvolutionalDigits;

/// <summary>Two convolutions and two dense layers.</summary>
[Classifier(classes: 10)]
[Input(28, 28, 1)]
[Conv(16, 5)]
[MaxPool(2)]
[Relu]
[Conv(32, 5)]
[MaxPool(2)]
[Relu]
[Flatten]
[Dense(100)]
[Relu]
[Dense(10)]
[Train(Epochs = 3, BatchSize = 64)]
public sealed partial class ConvolutionalNetwork;

/// <summary>Two stages of two residual blocks; between them the images halve and the maps double.</summary>
[Classifier(classes: 10)]
[Input(28, 28, 1)]
[Conv(16, 3, Padding = 1, Initialization = Initialization.KaimingNormal)]
[Residual(typeof(NarrowBlock), Times = 2)]
[Residual(typeof(HalvingBlock))]
[Residual(typeof(WideBlock))]
[Relu]
[GlobalAveragePool]
[Dense(10)]
[Train(Epochs = 3, BatchSize = 64)]
public sealed partial class ResidualNetwork;

/// <summary>Sixteen maps in, sixteen maps out.</summary>
[Block]
[Relu]
[Conv(16, 3, Padding = 1, Initialization = Initialization.KaimingNormal)]
[Relu]
[Conv(16, 3, Padding = 1, Initialization = Initialization.KaimingNormal)]
public static class NarrowBlock;

/// <summary>Sixteen maps in, thirty-two maps of half the size out.</summary>
[Block]
[Relu]
[Conv(32, 3, Padding = 1, Stride = 2, Initialization = Initialization.KaimingNormal)]
[Relu]
[Conv(32, 3, Padding = 1, Initialization = Initialization.KaimingNormal)]
public static class HalvingBlock;

/// <summary>Thirty-two maps in, thirty-two maps out.</summary>
[Block]
[Relu]
[Conv(32, 3, Padding = 1, Initialization = Initialization.KaimingNormal)]
[Relu]
[Conv(32, 3, Padding = 1, Initialization = Initialization.KaimingNormal)]
public static class WideBlock;
