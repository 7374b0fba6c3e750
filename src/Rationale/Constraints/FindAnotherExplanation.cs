using Rationale.Attribution;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Objectives;
using Rationale.Models;
using Rationale.Training;

namespace Rationale.Constraints;

/// <summary>
/// Find another explanation (Ross et al. 2017, section 3.2): trains a model, forbids the inputs that it looked at, trains a fresh one, and so on. Each round
/// must find other features for the same predictions; where accuracy collapses, there are none left. Needs no annotations.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class FindAnotherExplanation
{
    /// <summary>Runs the rounds.</summary>
    /// <param name="create">Makes a fresh model for a round, counted from 0; every round starts anew. The caller disposes the models of the result.</param>
    /// <param name="train">Labeled examples; an annotation mask that they have is forbidden from the first round on.</param>
    /// <param name="options">Rounds, mask rule and training.</param>
    /// <param name="progress">Told when a round is over.</param>
    /// <param name="cancellationToken">Ends the training in progress.</param>
    /// <returns>The rounds, in order. If a round fails, the models made so far are disposed.</returns>
    /// <exception cref="ArgumentException">The model has no explanation penalty, there are no rounds, or the mask rule or the data do not fit.</exception>
    public static async Task<IReadOnlyList<ExplanationRound>> RunAsync(
        Func<int, IModel> create,
        Dataset train,
        FindAnotherExplanationOptions? options = null,
        IProgress<ExplanationRound>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(train);
        options ??= new FindAnotherExplanationOptions();
        AttributionChecks.Require("FindAnotherExplanationOptions.Rounds", options.Rounds);
        LargestGradientMask.CheckCutoff(options.Cutoff);
        var rounds = new List<ExplanationRound>();
        var forbidden = train.AnnotationMask;
        IModel? model = null;
        try
        {
            while (rounds.Count < options.Rounds)
            {
                model = create(rounds.Count) ?? throw new ArgumentException($"No model was made for round {rounds.Count + 1}; create must return a fresh one for every round.", nameof(create));
                Check(model, train, rounds, options);
                var training = options.TrainingOf(rounds.Count);
                var result = await TrainAsync(model, train.WithAnnotationMask(forbidden), training, cancellationToken).ConfigureAwait(false);
                using var device = TrainingDevice.Use(model, training);
                var mask = LargestGradientMask.Compute(model.Explain(train, options.Target, null, cancellationToken).Scores, options.Cutoff);
                var round = new ExplanationRound(
                    rounds.Count,
                    model,
                    result,
                    mask,
                    forbidden,
                    model.Evaluate(train).Accuracy,
                    options.Test is { } test ? model.Evaluate(test).Accuracy : double.NaN,
                    Masks.Overlap(mask, forbidden));
                rounds.Add(round);
                progress?.Report(round);
                forbidden = Masks.Union(forbidden, mask);
            }

            return rounds;
        }
        catch
        {
            // Nobody else knows these models.
            rounds.ForEach(round => round.Model.Dispose());
            model?.Dispose();
            throw;
        }
    }

    /// <summary>The first round may forbid nothing: that is how it is meant, and nothing to warn of.</summary>
    private static async Task<TrainingResult> TrainAsync(IModel model, Dataset train, TrainingOptions options, CancellationToken cancellationToken)
    {
        if (train.AnnotationMask is not null)
        {
            return await model.TrainAsync(train, options, null, cancellationToken).ConfigureAwait(false);
        }

        var result = await model.TrainAsync(train, options with { AllowMissingInputs = true }, null, cancellationToken).ConfigureAwait(false);
        return result with { Warnings = [.. result.Warnings.Where(warning => warning.Kind != TrainingWarningKind.InputMissing)] };
    }

    /// <summary>What would otherwise be found out only after a training.</summary>
    private static void Check(IModel model, Dataset train, List<ExplanationRound> rounds, FindAnotherExplanationOptions options)
    {
        var specification = model.Specification;
        if (specification.Find<ExplanationPenalty>() is null)
        {
            throw new ArgumentException($"'{specification.Name}' has no explanation penalty to forbid inputs with; add [ExplainConstraint].");
        }

        if (rounds.Exists(round => ReferenceEquals(round.Model, model)))
        {
            throw new ArgumentException($"Round {rounds.Count + 1} was given the model of an earlier round; create must return a fresh one for every round.");
        }

        var runtime = ModelRuntime.From(model);
        runtime.CheckTarget(options.Target ?? runtime.DefaultTarget);
        if (options.Test is { } test && test.Preprocessing is null == (train.Preprocessing ?? model.Preprocessing) is null)
        {
            DataChecks.Labeled(specification, test);
        }
    }
}
