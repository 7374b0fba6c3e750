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

/// <summary>Which digit an image shows. Its translator is the usual cycle-GAN, guided a little by the classifier, so that minutes are enough.</summary>
[Classifier(classes: 10)]
[Input(28, 28, 1)]
[Conv(12, 5)]
[MaxPool(2)]
[Relu]
[Conv(24, 5)]
[MaxPool(2)]
[Relu]
[Flatten]
[Dense(64)]
[Relu]
[Dense(10)]
[Train(Epochs = 2, BatchSize = 64)]
[Counterfactual(3, 8, ClassifierWeight = 1, BatchSize = 4, LearningRate = 1e-3, Epochs = 4, DecayEpochs = 4)]
public sealed partial class DigitClassifier;
