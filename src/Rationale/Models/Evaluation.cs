namespace Rationale.Models;

/// <summary>How well a model does on labeled data.</summary>
public sealed record Evaluation
{
    /// <summary>Rows measured.</summary>
    public required int Rows { get; init; }

    /// <summary>Each loss term with its weight; a term that is a sum over rows is divided by the number of rows.</summary>
    public required IReadOnlyDictionary<string, double> Losses { get; init; }

    /// <summary>Sum of the terms.</summary>
    public double Loss => Losses.Values.Sum();

    /// <summary>Share of rows whose most probable class is the labeled one; not a number for a regressor.</summary>
    public double Accuracy { get; init; } = double.NaN;

    /// <summary>Rows by labeled class (first index) and predicted class; null for a regressor.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Confusion { get; init; }

    /// <summary>Mean squared error over rows and outputs; not a number for a classifier.</summary>
    public double MeanSquaredError { get; init; } = double.NaN;

    /// <summary>Share of the targets' variance that is explained; not a number for a classifier.</summary>
    public double RSquared { get; init; } = double.NaN;

    /// <summary>The figures by name, as histories and early stopping use them.</summary>
    public IReadOnlyDictionary<string, double> Metrics => double.IsNaN(Accuracy)
        ? new Dictionary<string, double> { ["loss"] = Loss, ["meanSquaredError"] = MeanSquaredError, ["rSquared"] = RSquared }
        : new Dictionary<string, double> { ["loss"] = Loss, ["accuracy"] = Accuracy };
}
