using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Metrics;
using Rationale.Training;

namespace Rationale.Objectives;

/// <summary>
/// Trains a model with a prior beside its controls, on the same splits and from the same seeds. On the two moons of the paper the gain does not come from the meta-features: a prior network
/// fixed at zero gives as much. Only controls show that.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class PriorControls
{
    /// <summary>Trains every variant on random splits of some data.</summary>
    /// <param name="model">A model with <see cref="AttributionPriorAttribute"/>; it stays as it is, its programs are trained from fresh parameters.</param>
    /// <param name="data">Labeled examples with meta-features.</param>
    /// <param name="options">Variants, runs and trainings; null for the defaults.</param>
    /// <param name="progress">Told after each training.</param>
    /// <param name="cancellationToken">Ends the trainings in progress.</param>
    /// <exception cref="ArgumentException">The model has no prior, or data or options do not fit; the message says how.</exception>
    public static Task<PriorControlResult> TrainWithControlsAsync(
        this IModel model, Dataset data, PriorControlOptions? options = null, IProgress<PriorControlProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new PriorControlOptions();
        var (train, validation) = (options.TrainShare, options.ValidationShare);
        if (!(train > 0 && validation >= 0 && train + validation < 1))
        {
            throw new ArgumentException(FormattableString.Invariant($"TrainShare is {train} and ValidationShare {validation}, but the first must be above 0, the second 0 or more, and something must be left for the test."));
        }

        return model.TrainWithControlsAsync(Split, options, progress, cancellationToken);

        PriorControlData Split(int run)
        {
            var shuffled = data.Shuffle(options.Seed + (ulong)run);
            var (trained, validated) = ((int)Math.Round(data.Count * train), (int)Math.Round(data.Count * validation));
            var rest = shuffled.Skip(trained);
            return new PriorControlData(shuffled.Take(trained), validated == 0 ? null : rest.Take(validated), rest.Skip(validated));
        }
    }

    /// <summary>Trains every variant on data that are made for each run.</summary>
    /// <param name="model">A model with <see cref="AttributionPriorAttribute"/>; it stays as it is, its programs are trained from fresh parameters.</param>
    /// <param name="data">The data of a run, from 0, with meta-features; asked for once for each run, from any thread.</param>
    /// <param name="options">Variants, runs and trainings; null for the defaults.</param>
    /// <param name="progress">Told after each training.</param>
    /// <param name="cancellationToken">Ends the trainings in progress.</param>
    /// <exception cref="ArgumentException">The model has no prior, or data or options do not fit; the message says how.</exception>
    public static async Task<PriorControlResult> TrainWithControlsAsync(
        this IModel model, Func<int, PriorControlData> data, PriorControlOptions? options = null, IProgress<PriorControlProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new PriorControlOptions();
        var runtime = ModelRuntime.From(model);
        var metric = Metric.Find(options.Metric ?? (runtime.Specification.Task is ClassifierTask ? Metric.Accuracy : Metric.MeanSquaredError).Name, runtime.Specification, "PriorControlOptions.Metric");
        Check(runtime.Specification, options);
        var results = new PriorControlRun[options.Controls.Count, options.Runs];
        var made = Enumerable.Range(0, options.Runs).Select(run => new Lazy<PriorControlData>(() => data(run))).ToArray();
        var (done, total) = (0, results.Length);
        await System.Threading.Tasks.Parallel.ForEachAsync(
            Enumerable.Range(0, total),
            new ParallelOptions { MaxDegreeOfParallelism = options.Parallel > 0 ? options.Parallel : Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (number, token) =>
            {
                var (run, place) = Math.DivRem(number, options.Controls.Count);
                var control = options.Controls[place];
                results[place, run] = await TrainAsync(runtime, made[run].Value, control, run, options, metric, token).ConfigureAwait(false);
                progress?.Report(new PriorControlProgress(Interlocked.Increment(ref done), total, control, run, results[place, run].Value));
            }).ConfigureAwait(false);
        return new PriorControlResult(
            metric.Name,
            metric.HigherIsBetter,
            [.. options.Controls.Select((control, place) => new PriorControlVariant(control, [.. Enumerable.Range(0, options.Runs).Select(run => results[place, run])]))]);
    }

    private static void Check(ModelSpecification model, PriorControlOptions options)
    {
        if (model.Find<AttributionPrior>() is not { } prior)
        {
            throw new ArgumentException($"'{model.Name}' has no prior to compare; add [AttributionPrior].");
        }

        if (options.Runs < 1)
        {
            throw new ArgumentException($"PriorControlOptions.Runs is {options.Runs}, but it must be at least 1.");
        }

        if (options.Controls.Count == 0 || options.Controls.Distinct().Count() != options.Controls.Count)
        {
            throw new ArgumentException("PriorControlOptions.Controls must name each variant once, and at least one.");
        }

        if (options.Controls.Contains(PriorControl.ZeroPrior) && prior.Network[^1] is not DenseLayer)
        {
            throw new ArgumentException($"The prior network of '{model.Name}' ends with {prior.Network[^1].Name}, so that it cannot be fixed at zero; end it with [Dense(1)], or leave PriorControl.ZeroPrior out.");
        }
    }

    private static async Task<PriorControlRun> TrainAsync(ModelRuntime runtime, PriorControlData data, PriorControl control, int run, PriorControlOptions options, Metric metric, CancellationToken cancellationToken)
    {
        var seed = options.Seed + (ulong)run;
        using var model = Model.FromPrograms(runtime.Specification, runtime.Programs);
        model.Workers = 1;
        model.Initialize(seed);
        var (train, validation, test) = (With(data.Train)!, With(data.Validation), With(data.Test)!);
        var training = options.Training with { Seed = seed, Validation = validation, Workers = 1 };
        if (control == PriorControl.NoPrior)
        {
            training = training with { Coefficients = new(training.Coefficients) { [AttributionPrior.Key] = 0 } };
        }
        else if (control == PriorControl.ZeroPrior)
        {
            var place = model.Runtime.Groups.Single(group => group.Term == AttributionPrior.Key);
            model.Runtime.Parameters.Slice(place.Start, place.Length).Clear();
            training = training with { TermLearningRates = new(training.TermLearningRates) { [AttributionPrior.Key] = 0 } };
        }

        var result = await model.TrainAsync(train, training, cancellationToken: cancellationToken).ConfigureAwait(false);
        using var device = TrainingDevice.Use(model, training);
        var value = model.Evaluate(test, cancellationToken: cancellationToken).Metrics[metric.Name];
        return new PriorControlRun(run, value, Auc(), result.History.Count, result.BestEpoch);

        Dataset? With(Dataset? some) => control == PriorControl.NoisePrior ? some?.WithMetaFeatures(MetaFeaturesOf(some).ToNoise(seed)) : some;

        double Auc() => options.Relevance is not null && control is PriorControl.NoisePrior or PriorControl.TruePrior
            ? PriorExplanation.Create(model, MetaFeaturesOf(train), samples: 1, points: 2, cancellationToken: cancellationToken).Auc(options.Relevance!(run))
            : double.NaN;
    }

    private static MetaFeatures MetaFeaturesOf(Dataset data) => MetaFeatures.Create(data.Find(AttributionPrior.MetaFeaturesInput)
        ?? throw new ArgumentException("The data have no meta-features to replace by noise; add them with Dataset.WithMetaFeatures."));
}
