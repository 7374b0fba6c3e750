using System.Globalization;

namespace Rationale.Samples.IrisCancer;

/// <summary>
/// Iris-Cancer (Ross 2017, section 5.3): the first fifty malignant tumours beside fifty versicolor flowers, the first fifty benign ones beside fifty virginica.
/// The flowers tell the classes apart, and mean nothing.
/// </summary>
public sealed class IrisCancerData
{
    /// <summary>Number of rows.</summary>
    public const int Rows = 100;

    /// <summary>Numbers per row: four of the flower, then thirty of the tumour.</summary>
    public const int Features = IrisFeatures + CancerFeatures;

    /// <summary>The first four numbers of a row belong to the flower.</summary>
    public const int IrisFeatures = 4;

    private const int CancerFeatures = 30;
    private const int PerClass = Rows / 2;

    private IrisCancerData(float[] inputs, int[] labels) => (Inputs, Labels) = (inputs, labels);

    /// <summary>[100 × 34] raw numbers.</summary>
    public float[] Inputs { get; }

    /// <summary>[100]: 0 for malignant and versicolor, 1 for benign and virginica.</summary>
    public int[] Labels { get; }

    /// <summary>The mask of one row that forbids the flower.</summary>
    /// <returns>34 numbers: four ones, then zeros.</returns>
    public static byte[] AgainstIris() => [.. Enumerable.Range(0, Features).Select(column => (byte)(column < IrisFeatures ? 1 : 0))];

    /// <summary>Reads both tables.</summary>
    /// <param name="folder">Folder with iris.csv and wdbc.csv; the ones beside the program by default.</param>
    /// <exception cref="InvalidDataException">A table does not hold what it should; the message names file and line.</exception>
    public static IrisCancerData Load(string? folder = null)
    {
        folder ??= Path.Combine(AppContext.BaseDirectory, "data");
        var iris = Path.Combine(folder, "iris.csv");
        var cancer = Path.Combine(folder, "wdbc.csv");
        var rows = Join(Read(iris, IrisFeatures, "versicolor"), Read(cancer, CancerFeatures, "malignant"))
            .Concat(Join(Read(iris, IrisFeatures, "virginica"), Read(cancer, CancerFeatures, "benign")));
        return new IrisCancerData([.. rows.SelectMany(row => row)], [.. Enumerable.Range(0, Rows).Select(row => row / PerClass)]);
    }

    private static IEnumerable<float[]> Join(List<float[]> flowers, List<float[]> tumours) => flowers.Zip(tumours, (flower, tumour) => (float[])[.. flower, .. tumour]);

    /// <summary>The first fifty rows of a class, in the order of the file.</summary>
    private static List<float[]> Read(string path, int columns, string wanted)
    {
        var rows = new List<float[]>(PerClass);
        var line = 1;
        foreach (var text in File.ReadLines(path).Skip(1))
        {
            line++;
            var cells = text.Split(',');
            if (cells.Length != columns + 1)
                throw new InvalidDataException($"{path}, line {line}: {cells.Length} cells where {columns + 1} are expected.");
            if (cells[^1] == wanted)
                rows.Add(Array.ConvertAll(cells[..columns], cell => Number(cell, path, line)));
            if (rows.Count == PerClass)
                return rows;
        }

        throw new InvalidDataException($"{path}: {rows.Count} rows of class {wanted} where {PerClass} are expected.");
    }

    private static float Number(string cell, string path, int line) => float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new InvalidDataException($"{path}, line {line}: \"{cell}\" is no number.");
}
