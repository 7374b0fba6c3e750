using Rationale.Data;

namespace Rationale.Hosting.Tests;

/// <summary>A model whose explanations can be certified.</summary>
[Classifier(classes: 3)]
[Input(4)]
[Dense(16)]
[Relu]
[Dense(3)]
[Smoothed(keep: 0.25, Quantization = 8)]
[Train(Epochs = 6, BatchSize = 16)]
public sealed partial class Blobs;

/// <summary>The layers of <see cref="Blobs"/> under another name.</summary>
[Classifier(classes: 3)]
[Input(4)]
[Dense(16)]
[Relu]
[Dense(3)]
[Smoothed(keep: 0.25, Quantization = 8)]
public sealed partial class Renamed;

/// <summary>Other layers.</summary>
[Classifier(classes: 3)]
[Input(4)]
[Dense(8)]
[Relu]
[Dense(3)]
public sealed partial class Narrow;

/// <summary>A model that only one test uses.</summary>
[Classifier(classes: 3)]
[Input(4)]
[Dense(8)]
[Relu]
[Dense(3)]
public sealed partial class Metered;

/// <summary>A model whose uses are traced.</summary>
[Classifier(classes: 3)]
[Input(4)]
[Dense(8)]
[Relu]
[Dense(3)]
public sealed partial class Traced;

/// <summary>A model whose certificates are traced.</summary>
[Classifier(3)]
[Input(4)]
[Dense(3)]
[Smoothed(keep: 0.25, Quantization = 8)]
public sealed partial class TracedVotes;

/// <summary>Data for them.</summary>
internal static class TestData
{
    /// <summary>Three clouds of points in four dimensions.</summary>
    public static Dataset Clouds(int count)
    {
        var random = new Random(7);
        var (features, labels) = (new float[count * 4], new int[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % 3;
            for (var j = 0; j < 4; j++)
            {
                features[(i * 4) + j] = (j == labels[i] ? 1.5f : 0) + (float)(random.NextDouble() - 0.5);
            }
        }

        return Dataset.ForClassification(FeatureMatrix.FromArray(features, 4), labels).WithFeatureNames(["a", "b", "c", "d"]);
    }
}
