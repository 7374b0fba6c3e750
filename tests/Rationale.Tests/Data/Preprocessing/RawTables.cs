using Rationale.Data;
using Rationale.Randomness;

namespace Rationale.Tests.Data;

/// <summary>Small raw tables that tests of preprocessing share.</summary>
internal static class RawTables
{
    public static readonly string[] Colors = ["red", "green", "blue"];

    /// <summary>Age and income of very different scale, some ages missing, and a color; the class follows from age and color.</summary>
    public static Dataset People(int rows, ulong seed = 1)
    {
        var random = new RandomSource(seed);
        var (ages, incomes, colors, labels) = (new double[rows], new double[rows], new string?[rows], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            var color = (int)(random.NextUInt64() % 3);
            (ages[row], incomes[row], colors[row]) = (40 + (12 * random.NextNormal()), 1e7 + (2e4 * random.NextNormal()), Colors[color]);
            labels[row] = ages[row] + (color == 0 ? 12 : 0) > 44 ? 1 : 0;
            ages[row] = row % 7 == 3 ? double.NaN : ages[row];
        }

        return Dataset.ForClassification(
            FeatureMatrix.FromColumns(RawColumn.FromNumbers("age", ages), RawColumn.FromTexts("color", colors), RawColumn.FromNumbers("income", incomes)), labels, 2).WithClassNames(["young", "old"]);
    }

    public static PreprocessingBuilder Steps => Preprocessing.Create().Impute(Imputation.Median, indicators: true).Standardize().OneHot();

    /// <summary>One raw example by names.</summary>
    public static Dictionary<string, object?> Person(object? age, object? color, object? income) => new() { ["age"] = age, ["color"] = color, ["income"] = income };

    public static Dataset Numbers(params double[] values) => Dataset.Unlabeled(FeatureMatrix.FromColumns(RawColumn.FromNumbers("x", values)));

    public static Dataset Texts(params string?[] values) => Dataset.Unlabeled(FeatureMatrix.FromColumns(RawColumn.FromTexts("c", values)));
}
