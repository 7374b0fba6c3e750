using Rationale.Graph.Models;

namespace Rationale.Training;

/// <summary>The figures of validation that a training can watch.</summary>
internal static class Figures
{
    /// <summary>Refuses a figure that the model is not measured by.</summary>
    /// <exception cref="ArgumentException">There is no such figure; the message lists those there are.</exception>
    public static void Require(ModelSpecification model, string setting, string metric)
    {
        string[] metrics = model.Task is ClassifierTask ? ["loss", "accuracy"] : ["loss", "meanSquaredError", "rSquared"];
        if (!metrics.Contains(metric))
        {
            throw new ArgumentException($"{setting} is '{metric}', but '{model.Name}' is measured by {string.Join(", ", metrics)}.");
        }
    }

    /// <summary>Whether a value improves on the best so far by more than a change that counts; any number improves on none.</summary>
    public static bool IsBetter(string metric, double value, double best, double minimumChange) => !double.IsNaN(value)
        && (double.IsNaN(best) || (metric is "accuracy" or "rSquared" ? value > best + minimumChange : value < best - minimumChange));
}
