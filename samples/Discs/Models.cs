namespace Rationale.Samples.Discs;

/// <summary>How many triangles an image has.</summary>
[Classifier(classes: 2)]
[Input(DiscImages.Side, DiscImages.Side, 1)]
[Conv(8, 3, Padding = 1)]
[Relu]
[MaxPool(2)]
[Conv(16, 3, Padding = 1)]
[Relu]
[MaxPool(2)]
[Conv(16, 3, Padding = 1)]
[Relu]
[Flatten]
[Dense(32)]
[Relu]
[Dense(2)]
[Train(Epochs = 16, BatchSize = 32, LearningRate = 2e-3)]
[CosineSchedule]
[Counterfactual(0, 1, Minimum = -1, ClassifierWeight = 1, BatchSize = 4, LearningRate = 1e-3, Epochs = 6, DecayEpochs = 6)]
public sealed partial class DiscClassifier;

/// <summary>
/// Which digit an image shows. As in the paper's network convolutions are padded, so that a place of the last one lies where its pixels are: Grad-CAM brings its maps to the size of the image, which would
/// otherwise stretch them. The translator is the usual cycle-GAN, guided by the classifier, so that minutes are enough.
/// </summary>
[Classifier(classes: 10)]
[Input(28, 28, 1)]
[Conv(12, 3, Padding = 1)]
[Relu]
[Conv(12, 3, Padding = 1)]
[Relu]
[MaxPool(2)]
[Conv(24, 3, Padding = 1)]
[Relu]
[Conv(24, 3, Padding = 1)]
[Relu]
[MaxPool(2)]
[Flatten]
[Dense(64)]
[Relu]
[Dense(10)]
[Train(Epochs = 2, BatchSize = 64)]
[Counterfactual(3, 8, ClassifierWeight = 1, BatchSize = 4, LearningRate = 1e-3, Epochs = 4, DecayEpochs = 4)]
public sealed partial class DigitClassifier;
