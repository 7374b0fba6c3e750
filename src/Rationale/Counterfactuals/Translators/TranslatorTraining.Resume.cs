using System.Globalization;
using Rationale.Data;
using Rationale.Storage;

namespace Rationale.Counterfactuals;

/// <content>What a checkpoint keeps, and how a training continues from one.</content>
public sealed partial class TranslatorTraining
{
    private const string Pool = "pool";
    private const string Sums = "losses";
    private const string Past = "history";

    /// <summary>Saves the latest checkpoint. Until the first of this run, an earlier one stays as it is.</summary>
    private void Save(int epoch, int stepInEpoch)
    {
        if (_folder is null)
        {
            return;
        }

        if (_replacesRun)
        {
            _replacesRun = false;
            _folder.SetAside();
        }

        _folder.SaveLast(State(epoch, stepInEpoch));
    }

    private Checkpoint State(int epoch, int stepInEpoch) => new()
    {
        Architecture = _translator.Architecture,
        Parameters = _translator.NamedParameters(),
        OptimizerState =
        [
            .. new[] { _generators!, _discriminators! }.SelectMany((side, index) => new[]
            {
                NamedTensor.FromSingle($"first{index}", [side.First.Length], side.First),
                NamedTensor.FromSingle($"second{index}", [side.Second.Length], side.Second),
            }),
            .. _batches.SavePools(),
        ],
        OptimizerStep = _step,
        Epoch = epoch,
        StepInEpoch = stepInEpoch,
        RandomStates = new Dictionary<string, Randomness.RandomState> { [Pool] = _batches.PoolState },
        States = new Dictionary<string, string> { [Sums] = Text(_sums), [Past] = string.Join('\n', _history.Select(record => Text(record.Losses))) },
        Hyperparameters = Hyperparameters(),
    };

    /// <summary>Continues from a checkpoint. Everything is checked before anything is changed.</summary>
    private void Restore(Checkpoint checkpoint)
    {
        foreach (var (name, value) in Hyperparameters())
        {
            if (checkpoint.Hyperparameters.GetValueOrDefault(name) is var saved && saved != value)
            {
                throw new ArgumentException($"The checkpoint was saved with {name} {saved ?? "unset"}, but this training has {value}; resume with the same options and images.");
            }
        }

        var (sums, past) = (Read(checkpoint, Sums), Read(checkpoint, Past));
        float[][] moments = [.. new[] { "first0", "second0", "first1", "second1" }.Select(name => Find(checkpoint, name).ToSingleArray())];
        float[][] own = [_generators!.First, _generators.Second, _discriminators!.First, _discriminators.Second];
        if (moments.Zip(own, (saved, mine) => saved.Length != mine.Length).Any(differs => differs))
        {
            throw new DataFormatException($"{_folder!.LastPath}: the optimizer's state has another length than the parameters.");
        }

        var parameters = new float[_translator.Parameters.Length];
        foreach (var place in _translator.Layout)
        {
            var tensor = checkpoint.Parameters.FirstOrDefault(tensor => tensor.Name == place.Key) ?? throw new DataFormatException($"{_folder!.LastPath}: the checkpoint lacks the tensor {place.Key}.");
            tensor.CopyTo(parameters.AsSpan(place.Offset, place.Shape.Length));
        }

        _batches.RestorePools(name => Find(checkpoint, name), checkpoint.RandomStates.TryGetValue(Pool, out var random) ? random : throw new DataFormatException($"{_folder!.LastPath}: the checkpoint lacks the state of the pool."));
        foreach (var (saved, mine) in moments.Zip(own))
        {
            saved.CopyTo(mine, 0);
        }

        parameters.CopyTo(_translator.Parameters);
        _history.AddRange(past.Select((losses, index) => new TranslatorEpoch(index + 1, losses)));
        foreach (var (name, value) in sums.FirstOrDefault() ?? [])
        {
            _sums[name] = value;
        }

        (_epoch, _stepInEpoch) = (checkpoint.Epoch - 1, checkpoint.StepInEpoch);
        _step = _firstStep = checkpoint.OptimizerStep;
    }

    private Dictionary<string, string> Hyperparameters() => new Dictionary<string, double>
    {
        ["epochs"] = _plan.Epochs,
        ["decay epochs"] = _plan.DecayEpochs,
        ["batch size"] = _plan.BatchSize,
        ["learning rate"] = _plan.LearningRate,
        ["cycle weight"] = _plan.Cycle,
        ["identity weight"] = _plan.Identity,
        ["classifier weight"] = _plan.Classifier,
        ["pool size"] = _plan.PoolSize,
    }.ToDictionary(number => number.Key, number => number.Value.ToString("R", CultureInfo.InvariantCulture))
        .Append(new("seed", _plan.Options.Seed.ToString(CultureInfo.InvariantCulture))).Append(new("images", _batches.Counts)).ToDictionary(pair => pair.Key, pair => pair.Value);

    private NamedTensor Find(Checkpoint checkpoint, string name) =>
        checkpoint.OptimizerState.FirstOrDefault(tensor => tensor.Name == name) ?? throw new DataFormatException($"{_folder!.LastPath}: the checkpoint lacks the tensor {name}.");

    private List<Dictionary<string, double>> Read(Checkpoint checkpoint, string name)
    {
        try
        {
            return [.. checkpoint.States.GetValueOrDefault(name, "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ').Select(part => part.Split('=')).ToDictionary(part => part[0], part => double.Parse(part[1], NumberStyles.Float, CultureInfo.InvariantCulture)))];
        }
        catch (Exception exception) when (exception is FormatException or IndexOutOfRangeException or ArgumentException)
        {
            throw new DataFormatException($"{_folder!.LastPath}: the checkpoint's {name} cannot be read.", exception);
        }
    }

    private static string Text(IReadOnlyDictionary<string, double> losses) => string.Join(' ', losses.Select(loss => string.Create(CultureInfo.InvariantCulture, $"{loss.Key}={loss.Value:R}")));
}
