using System.Globalization;
using Rationale.Data;
using Rationale.Randomness;

namespace Rationale.Storage;

/// <summary>
/// How a checkpoint lies in a safetensors file: parameters under their own names, optimizer arrays under a prefix, everything else as strings.
/// Numbers are strings in round-trip form; random states are hexadecimal words.
/// </summary>
internal static class CheckpointFormat
{
    private const string OptimizerPrefix = "optimizer.";
    private const string RandomPrefix = "random.";
    private const string StatePrefix = "state.";
    private const string HyperparameterPrefix = "hyperparameter.";
    private const string Format = "rationale-checkpoint-2";

    /// <summary>The format of version 0.1, which counts epochs from 0.</summary>
    private const string Format01 = "rationale-checkpoint-1";

    public static (List<NamedTensor> Tensors, Dictionary<string, string> Metadata) Encode(Checkpoint checkpoint)
    {
        var tensors = new List<NamedTensor>();
        foreach (var parameter in checkpoint.Parameters)
        {
            if (parameter.Name.StartsWith(OptimizerPrefix, StringComparison.Ordinal))
            {
                throw new ArgumentException($"A parameter is named {parameter.Name}, but names beginning with {OptimizerPrefix} are the optimizer's.");
            }

            tensors.Add(parameter);
        }

        foreach (var state in checkpoint.OptimizerState)
        {
            tensors.Add(new NamedTensor(OptimizerPrefix + state.Name, state.Type, state.Shape, state.Bytes));
        }

        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["architecture"] = checkpoint.Architecture,
            ["optimizer_step"] = Text(checkpoint.OptimizerStep),
            ["epoch"] = Text(checkpoint.Epoch),
            ["step_in_epoch"] = Text(checkpoint.StepInEpoch),
            ["best_metric"] = checkpoint.BestMetric.ToString("R", CultureInfo.InvariantCulture),
            ["best_epoch"] = Text(checkpoint.BestEpoch),
            ["history_length"] = Text(checkpoint.HistoryLength),
        };
        if (checkpoint.Order is { } o)
        {
            metadata["order"] = FormattableString.Invariant($"{o.Seed} {o.Count} {o.BatchSize} {o.Shuffle} {o.DropLast} {o.Epoch} {o.NextBatch}");
        }

        foreach (var (name, s) in checkpoint.RandomStates)
        {
            metadata[RandomPrefix + name] = FormattableString.Invariant($"{s.S0:x16} {s.S1:x16} {s.S2:x16} {s.S3:x16}");
        }

        foreach (var (name, value) in checkpoint.Manifest)
        {
            metadata[name] = value;
        }

        foreach (var (name, value) in checkpoint.States)
        {
            metadata[StatePrefix + name] = value;
        }

        foreach (var (name, value) in checkpoint.Hyperparameters)
        {
            metadata[HyperparameterPrefix + name] = value;
        }

        return (tensors, metadata);
    }

    public static Checkpoint Decode(SafetensorsFile file, string path)
    {
        var format = file.Metadata.GetValueOrDefault("format");
        if (format is not (Format or Format01))
        {
            throw new DataFormatException($"{path} is not a checkpoint: its format is {Excerpt.Shorten(format ?? "not given")}, but {Format} was expected.");
        }

        var epochs = format == Format01 ? 1 : 0;
        return new Checkpoint
        {
            Architecture = Field(file, "architecture", path, text => text),
            Parameters = [.. file.Tensors.Where(tensor => !IsOptimizer(tensor))],
            OptimizerState = [.. file.Tensors.Where(IsOptimizer)
                .Select(tensor => new NamedTensor(tensor.Name[OptimizerPrefix.Length..], tensor.Type, tensor.Shape, tensor.Bytes))],
            OptimizerStep = Field(file, "optimizer_step", path, Number<long>),
            Epoch = Field(file, "epoch", path, text => Shifted(Number<int>(text))),
            StepInEpoch = Field(file, "step_in_epoch", path, Number<int>),
            BestMetric = Field(file, "best_metric", path, text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
            BestEpoch = Field(file, "best_epoch", path, text => Shifted(int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))),
            HistoryLength = Field(file, "history_length", path, Number<int>),
            Order = file.Metadata.ContainsKey("order") ? Field(file, "order", path, text => Order(text, Shifted)) : null,
            RandomStates = WithPrefix(file, RandomPrefix).ToDictionary(name => name, name => Field(file, RandomPrefix + name, path, Random), StringComparer.Ordinal),
            Manifest = file.Metadata.Where(entry => Models.ModelManifest.Keys.Contains(entry.Key)).ToDictionary(StringComparer.Ordinal),
            States = WithPrefix(file, StatePrefix).ToDictionary(name => name, name => file.Metadata[StatePrefix + name], StringComparer.Ordinal),
            Hyperparameters = WithPrefix(file, HyperparameterPrefix).ToDictionary(Version01.Hyperparameter, name => file.Metadata[HyperparameterPrefix + name], StringComparer.Ordinal),
        };

        int Shifted(int epoch) => checked(epoch + epochs);
    }

    private static bool IsOptimizer(NamedTensor tensor) => tensor.Name.StartsWith(OptimizerPrefix, StringComparison.Ordinal);

    private static IEnumerable<string> WithPrefix(SafetensorsFile file, string prefix) =>
        file.Metadata.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Select(key => key[prefix.Length..]);

    private static T Field<T>(SafetensorsFile file, string name, string path, Func<string, T> parse)
    {
        if (!file.Metadata.TryGetValue(name, out var text))
        {
            throw new DataFormatException($"{path}: the checkpoint lacks the field {name}.");
        }

        try
        {
            return parse(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new DataFormatException($"{path}: the checkpoint's field {Excerpt.Shorten(name)} holds \"{Excerpt.Shorten(text)}\", which cannot be read.", exception);
        }
    }

    private static T Number<T>(string text) where T : System.Numerics.INumber<T> => T.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static BatchOrderState Order(string text, Func<int, int> shifted)
    {
        var parts = text.Split(' ');
        if (parts.Length != 7)
        {
            throw new FormatException();
        }

        return new BatchOrderState(Number<ulong>(parts[0]), Number<int>(parts[1]), Number<int>(parts[2]),
            bool.Parse(parts[3]), bool.Parse(parts[4]), shifted(Number<int>(parts[5])), Number<int>(parts[6]));
    }

    private static RandomState Random(string text)
    {
        var words = Array.ConvertAll(text.Split(' '), word => ulong.Parse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        if (words.Length != 4)
        {
            throw new FormatException();
        }

        var state = new RandomState(words[0], words[1], words[2], words[3]);
        return state.IsValid ? state : throw new FormatException();
    }
}
