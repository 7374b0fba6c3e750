using System.Globalization;
using System.Text;
using System.Text.Json;
using Rationale.Execution;
using Rationale.Objectives;
using Rationale.Storage;

namespace Rationale.Training;

/// <summary>What a training was asked to do and where it ended, as text in checkpoints and in files of parameters.</summary>
internal static class TrainingManifest
{
    private const string CoefficientPrefix = "coefficient.";
    private const string ScheduleKey = "learningRateSchedule";
    private const string ModelKey = "modelName";
    private const string EpochsKey = "epochs";
    private const string DataKey = "data";
    private const string WorkersKey = "workers";
    private const string DeviceKey = "device";
    private const string ModeKey = "deviceMode";

    public static IReadOnlyDictionary<string, string> Hyperparameters(TrainingPlan plan, CoefficientValues coefficients, string? fingerprint, WorkerChoice workers, string device, string? mode = null)
    {
        var all = new Dictionary<string, string>
        {
            [ModelKey] = plan.Model.Name,
            [EpochsKey] = Text(plan.Epochs),
            ["batchSize"] = Text(plan.BatchSize),
            ["optimizer"] = plan.Optimizer.ToString(),
            ["learningRate"] = Text(plan.LearningRate),
            [ScheduleKey] = plan.Schedule.Description,
            ["momentum"] = Text(plan.Momentum),
            ["weightDecay"] = Text(plan.WeightDecay),
            ["clipNorm"] = Text(plan.ClipNorm),
            ["seed"] = plan.Options.Seed.ToString(CultureInfo.InvariantCulture),
            ["shuffle"] = plan.Options.Shuffle ? "true" : "false",
            ["dropLast"] = plan.Options.DropLast ? "true" : "false",
            [DataKey] = fingerprint ?? "streamed",
            [WorkersKey] = workers.ToString(),
            [DeviceKey] = device,
        };
        if (mode is not null)
        {
            all.Add(ModeKey, mode);
        }

        foreach (var (term, schedule) in plan.Options.TermSchedules.OrderBy(schedule => schedule.Key, StringComparer.Ordinal))
        {
            all.Add("termSchedule." + term, $"warm-up {Text(schedule.WarmUpSteps)}, every {Text(schedule.Every)}");
        }

        foreach (var (term, rate) in plan.Options.TermLearningRates.OrderBy(rate => rate.Key, StringComparer.Ordinal))
        {
            all.Add("termLearningRate." + term, Text(rate));
        }

        foreach (var (key, value) in coefficients.All)
        {
            all.Add(CoefficientPrefix + key, Text(value));
        }

        return all;
    }

    /// <summary>Refuses to go on with what would not be the same training. More epochs, another rate and other weights are allowed, see <see cref="Changes"/>; what the state belongs to may not.</summary>
    /// <exception cref="ArgumentException">A value differs; the message names both.</exception>
    public static void RequireSame(IReadOnlyDictionary<string, string> saved, TrainingPlan plan, string? fingerprint)
    {
        var own = Hyperparameters(plan, plan.Coefficients, fingerprint, default, "");
        foreach (var name in (string[])["optimizer", "batchSize", "seed", "shuffle", "dropLast"])
        {
            if (saved.TryGetValue(name, out var value) && value != own[name])
            {
                throw new ArgumentException($"The checkpoint was made with {name} {value}, but this training has {name} {own[name]}; resume with the same, or train anew without Resume.");
            }
        }

        // Files of version 0.1 name no schedule: there was none.
        var schedule = saved.GetValueOrDefault(ScheduleKey, LearningRateSchedule.Constant.Description);
        if (schedule != own[ScheduleKey])
        {
            throw new ArgumentException(
                $"The checkpoint was made with the learning-rate schedule '{schedule}', but this training has '{own[ScheduleKey]}'; resume with the same schedule (one over all epochs needs the same Epochs), or train anew without Resume.");
        }

        if (saved.TryGetValue(DataKey, out var data) && data != own[DataKey])
        {
            throw new ArgumentException(
                $"The checkpoint was made with other examples or annotation masks (fingerprint {data}) than this training has (fingerprint {own[DataKey]}); resume with the same data in the same order, or train anew without Resume.");
        }
    }

    /// <summary>What may change between a checkpoint and the training that goes on from it, and has changed: the name, the old and the new value; "none" where there is none.</summary>
    /// <param name="saved">What the checkpoint's training was asked to do.</param>
    /// <param name="plan">This training.</param>
    /// <param name="coefficients">Its coefficients.</param>
    /// <param name="isKept">Whether a coefficient was chosen by its ratio, so that the checkpoint's holds.</param>
    public static IEnumerable<(string Name, string Saved, string Own)> Changes(
        IReadOnlyDictionary<string, string> saved, TrainingPlan plan, CoefficientValues coefficients, Func<string, bool> isKept)
    {
        var own = Hyperparameters(plan, coefficients, null, default, "");
        string[] scalars = [ModelKey, "learningRate", "momentum", "weightDecay", "clipNorm"];
        foreach (var name in scalars.Where(name => saved.ContainsKey(name) && saved[name] != own[name]))
        {
            yield return (name, saved[name], own[name]);
        }

        string[] prefixes = ["termSchedule.", "termLearningRate.", CoefficientPrefix];
        foreach (var name in saved.Keys.Union(own.Keys).Where(name => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).Order(StringComparer.Ordinal))
        {
            var (before, now) = (saved.GetValueOrDefault(name, "none"), own.GetValueOrDefault(name, "none"));
            if (before != now && !(name.StartsWith(CoefficientPrefix, StringComparison.Ordinal) && isKept(name[CoefficientPrefix.Length..])))
            {
                yield return (name, before, now);
            }
        }
    }

    /// <summary>A coefficient that a training had; null where it is not known.</summary>
    public static double? Coefficient(IReadOnlyDictionary<string, string> hyperparameters, string key) =>
        hyperparameters.TryGetValue(CoefficientPrefix + key, out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var weight) ? weight : null;

    /// <summary>The workers that a training had; null where they are not known.</summary>
    public static WorkerChoice? Workers(IReadOnlyDictionary<string, string> hyperparameters) => WorkerChoice.Parse(hyperparameters.GetValueOrDefault(WorkersKey));

    /// <summary>The device that a training ran on; null where it is not known, as in files of version 0.1.</summary>
    public static string? Device(IReadOnlyDictionary<string, string> hyperparameters) => hyperparameters.GetValueOrDefault(DeviceKey);

    /// <summary>How the device ran the steps; null where it has one way, or is not known.</summary>
    public static string? Mode(IReadOnlyDictionary<string, string> hyperparameters) => hyperparameters.GetValueOrDefault(ModeKey);

    public static string Write(TrainingPlan plan, CoefficientValues coefficients, string? fingerprint, WorkerChoice workers, string device, long steps, IReadOnlyList<HistoryRecord> history)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, value) in Hyperparameters(plan, coefficients, fingerprint, workers, device))
            {
                json.WriteString(name, value);
            }

            json.WriteNumber("steps", steps);
            if (history.Count > 0)
            {
                Write(json, "losses", history[^1].Losses);
                Write(json, "metrics", history[^1].Metrics);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>An object of its own: terms of the training and metrics of the validation may have one name.</summary>
    private static void Write(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, double> values)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            json.WriteString(key, Text(value));
        }

        json.WriteEndObject();
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
