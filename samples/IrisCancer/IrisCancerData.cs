using Rationale.Data;
using Rationale.Randomness;

namespace Rationale.Samples.IrisCancer;

/// <summary>
/// Iris-Cancer (Ross 2017, section 5.3): the first fifty malignant tumours beside fifty versicolor flowers, the first fifty benign ones beside fifty virginica.
/// The flowers tell the classes apart, and mean nothing.
/// </summary>
public static class IrisCancerData
{
    /// <summary>The first four numbers of a row belong to the flower, the other thirty to the tumour.</summary>
    public const int IrisFeatures = 4;

    private const int PerClass = 50;
    private const double TrainShare = 0.67;

    /// <summary>Reads both tables and joins them.</summary>
    /// <param name="folder">Folder with iris.csv and wdbc.csv; the one beside the program by default.</param>
    /// <returns>[100 × 34] raw numbers; label 0 is malignant and versicolor, 1 is benign and virginica.</returns>
    /// <exception cref="DataFormatException">A table does not hold what it should; the message names the file.</exception>
    public static Dataset Load(string? folder = null)
    {
        folder ??= Path.Combine(AppContext.BaseDirectory, "data");
        var iris = Read(Path.Combine(folder, "iris.csv"), "species", ["setosa", "versicolor", "virginica"], "versicolor", "virginica");
        var cancer = Read(Path.Combine(folder, "wdbc.csv"), "diagnosis", ["malignant", "benign"], "malignant", "benign");
        var rows = Enumerable.Range(0, cancer.Count).SelectMany(row => (float[])[.. iris.Features.Row(row), .. cancer.Features.Row(row)]).ToArray();
        var labels = Enumerable.Range(0, cancer.Count).Select(row => row / PerClass).ToArray();
        return Dataset.ForClassification(FeatureMatrix.FromArray(rows, iris.Features.Width + cancer.Features.Width), labels, classes: 2)
            .WithFeatureNames([.. iris.FeatureNames!, .. cancer.FeatureNames!])
            .WithClassNames(["malignant", "benign"]);
    }

    /// <summary>Random splits into 67 rows to train on and 33 to test on; without regard to classes, as the authors split.</summary>
    /// <param name="data">The joined tables.</param>
    /// <param name="count">How many; the paper has 350.</param>
    /// <param name="seed">Seed of the splits.</param>
    public static IEnumerable<(Dataset Train, Dataset Test)> Splits(Dataset data, int count, ulong seed)
    {
        var random = new RandomSource(seed);
        return Enumerable.Range(0, count).Select(i => data.Split(TrainShare, random.Fork((ulong)i).NextUInt64()));
    }

    /// <summary>The mask of one example that forbids the flower.</summary>
    /// <param name="data">The joined tables.</param>
    /// <returns>34 numbers: four ones, then zeros.</returns>
    public static float[] AgainstIris(Dataset data) => [.. Enumerable.Range(0, data.Features.Width).Select(column => column < IrisFeatures ? 1f : 0f)];

    /// <summary>The same rows with the flower's four numbers set to zero ("iris out").</summary>
    /// <param name="data">Rows of the joined tables.</param>
    public static Dataset WithoutIris(Dataset data)
    {
        var width = data.Features.Width;
        var values = data.Features.ToArray();
        for (var row = 0; row < data.Count; row++)
        {
            values.AsSpan(row * width, IrisFeatures).Clear();
        }

        return data.WithFeatures(FeatureMatrix.FromArray(values, width));
    }

    /// <summary>The first fifty rows of two classes, in the order of the file.</summary>
    private static Dataset Read(string path, string label, string[] classes, params string[] wanted)
    {
        var table = CsvFile.Read(path, new CsvOptions { LabelColumn = label, ClassNames = classes });
        var labels = table.Labels.ToArray();
        return Dataset.Concat([.. wanted.Select(name => Rows(name))]);

        Dataset Rows(string name)
        {
            var rows = Enumerable.Range(0, table.Count).Where(row => labels[row] == Array.IndexOf(classes, name)).Take(PerClass).ToArray();
            return rows.Length == PerClass
                ? table.Select(rows)
                : throw new DataFormatException($"{path}: there are {rows.Length} rows of class {name}, but {PerClass} are needed.");
        }
    }
}
