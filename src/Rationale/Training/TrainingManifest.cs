using System.Globalization;
using System.Text;
using System.Text.Json;
using Rationale.Storage;

namespace Rationale.Training;

/// <summary>What a training was asked to do and where it ended, as text in checkpoints and in files of parameters.</summary>
internal static class TrainingManifest
{
    private const string WeightKey = "explanationWeight";

    public static IReadOnlyDictionary<string, string> Hyperparameters(TrainingPlan plan, double explanationWeight) => new Dictionary<string, string>
    {
        ["epochs"] = Text(plan.Epochs),
        ["batchSize"] = Text(plan.BatchSize),
        ["optimizer"] = plan.Optimizer.ToString(),
        ["learningRate"] = Text(plan.LearningRate),
        ["clipNorm"] = Text(plan.ClipNorm),
        [WeightKey] = Text(explanationWeight),
        ["seed"] = plan.Options.Seed.ToString(CultureInfo.InvariantCulture),
        ["shuffle"] = plan.Options.Shuffle ? "true" : "false",
    };

    public static double? ExplanationWeight(IReadOnlyDictionary<string, string> hyperparameters) =>
        hyperparameters.TryGetValue(WeightKey, out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var weight) ? weight : null;

    public static string Of(TrainingPlan plan, double explanationWeight, long steps, IReadOnlyList<HistoryRecord> history)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, value) in Hyperparameters(plan, explanationWeight))
            {
                json.WriteString(name, value);
            }

            json.WriteNumber("steps", steps);
            foreach (var (name, value) in history.Count == 0 ? [] : history[^1].Losses.Concat(history[^1].Metrics))
            {
                json.WriteString(name, Text(value));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
