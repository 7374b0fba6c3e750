using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Objectives;
using Rationale.Storage;

namespace Rationale.Training;

/// <summary>Looks for what data allow but rarely mean.</summary>
internal static class TrainingWarnings
{
    /// <summary>The warnings about a training's data.</summary>
    /// <param name="model">The model as it is trained.</param>
    /// <param name="train">Its data, or their first block.</param>
    /// <param name="always">Examples that every batch begins with.</param>
    /// <param name="isComplete">Whether <paramref name="train"/> are all data.</param>
    /// <param name="isLeftOut">Whether a term is not computed.</param>
    public static IEnumerable<TrainingWarning> Find(ModelSpecification model, Dataset train, Dataset? always, bool isComplete, Func<ObjectiveTerm, bool> isLeftOut)
    {
        if (model.Task is ClassifierTask && NumericLabels.Describe(train) is { } labels)
        {
            yield return new TrainingWarning(TrainingWarningKind.NumericLabels, $"{labels}; {NumericLabels.Fix}.");
        }

        // Later blocks of a stream may bring other classes.
        if (isComplete && ClassWarnings.Find(model, train, always) is { } classes)
        {
            yield return classes;
        }

        if (model.Task is RegressorTask && train.Targets is { } targets && TargetScale.Describe(targets) is { } targetScale)
        {
            yield return new TrainingWarning(TrainingWarningKind.TargetScale, targetScale);
        }

        foreach (var input in model.Inputs.Where(input => train.Find(input.Mask) is not null && !model.Objectives.Any(term => term.Inputs(model).Any(read => read.Name == input.Mask))))
        {
            yield return new TrainingWarning(
                TrainingWarningKind.UnusedMask,
                $"The data have the annotation mask '{input.Mask}', but no term of '{model.Name}' reads it, so that it changes nothing; {(model.Inputs.Count == 1
                    ? "declare [ExplainConstraint] on the model, or take the mask away with WithAnnotationMask(null)"
                    : $"name '{input.Name}' in the OnInputs of an [ExplainConstraint], or take the mask away with WithAnnotationMask(\"{input.Name}\", null)")}.");
        }

        foreach (var input in model.Inputs.Where(input => !IsScaled(model, input)))
        {
            if (train.Find(input.Name) is { } values && FeatureScales.Describe(values, train.NamesOf(input.Name), model.Name) is { } scales)
            {
                yield return new TrainingWarning(
                    TrainingWarningKind.FeatureScales,
                    $"{scales}; scale them, with Standardizer.Fit(train).Transform(train) and the same scaler for all other data.");
            }
        }

        foreach (var term in model.Objectives.Where(term => !isLeftOut(term)))
        {
            foreach (var warning in ConstantInputs(model, train, term))
            {
                yield return warning;
            }

            // Blocks of a stream may differ in what is annotated.
            if (isComplete && IsUnmarked(model, term, train, always))
            {
                yield return new TrainingWarning(
                    TrainingWarningKind.EmptyMask,
                    $"The annotation mask is 0 everywhere, so that the term '{term.Name}' of '{model.Name}' has nothing to penalize; mark with 1 what must not matter, or set Coefficients[\"{term.Coefficients[0].Key}\"] to 0.");
            }
        }
    }

    /// <summary>A term was left out for want of an input.</summary>
    public static TrainingWarning Missing(ModelSpecification model, ObjectiveTerm term, string input) => new(
        TrainingWarningKind.InputMissing,
        $"The data have no '{input}', so that the term '{term.Name}' of '{model.Name}' is left out; add it with {ObjectiveInputs.CallFor(model, input, batched: true)} to train with the term.");

    /// <summary>Validation measures without a term of the training for want of an input.</summary>
    public static TrainingWarning MissingInValidation(ModelSpecification model, ObjectiveTerm term, string input) => new(
        TrainingWarningKind.InputMissing,
        $"The validation data have no '{input}', so that the validation loss lacks the term '{term.Name}' of '{model.Name}', which the training has; add it with {ObjectiveInputs.CallFor(model, input, batched: true)} to measure with the term.");

    /// <summary>A checkpoint was made with other workers than those that are asked for now.</summary>
    public static TrainingWarning OtherWorkers(WorkerChoice saved, WorkerChoice chosen) => new(
        TrainingWarningKind.WorkersDiffer,
        $"The checkpoint was made with {Text(saved)}, but this training has {Text(chosen)}, which add their sums in another order, so that it does not go on bit for bit; leave Workers of the options and of the model at 0 to go on with those of the checkpoint.");

    /// <summary>A checkpoint was made on another device, which may be what <c>Device.Auto</c> takes elsewhere.</summary>
    public static TrainingWarning OtherDevice(string saved, string own) => new(
        TrainingWarningKind.CheckpointDiffers,
        $"The checkpoint was made on the device '{saved}', but this training runs on '{own}', which adds sums in another order, so that it does not go on bit for bit; name the old one as Device to go on as the training began.");

    /// <summary>A checkpoint was made on the same device in another mode.</summary>
    public static TrainingWarning OtherMode(string saved, string? own) => new(
        TrainingWarningKind.CheckpointDiffers,
        $"The checkpoint was made in {saved}, but this training runs in {own ?? "another mode"}, which adds sums in another order, so that it does not go on bit for bit; give the device the old one as Mode to go on as the training began.");

    /// <summary>A checkpoint was made with another value than this training has, which goes on all the same.</summary>
    public static TrainingWarning Changed(string name, string saved, string own) => new(
        TrainingWarningKind.CheckpointDiffers,
        $"The checkpoint was made with {name} {saved}, but this training has {name} {own} and goes on with it; give the old one to go on as the training began.");

    /// <summary>The folder of checkpoints has an earlier run, which is not gone on with.</summary>
    public static TrainingWarning ReplacesRun(string folder, IReadOnlyList<string> files) => new(
        TrainingWarningKind.ReplacesRun,
        $"'{folder}' has an earlier run ({string.Join(", ", files.Select(Path.GetFileName))}), whose files are renamed to end with {CheckpointFolder.Previous} when this training saves its first; "
        + "set Resume to go on with the earlier run, or give this one a CheckpointFolder of its own.");

    /// <summary>Each batch is one block of a stream.</summary>
    public static TrainingWarning SmallBlocks(int largest, int batchSize) => new(
        TrainingWarningKind.SmallBlocks,
        $"The blocks of the stream have at most {FigureText.Count(largest, "example")} each, fewer than the batch size {batchSize}, and a batch never reaches into the next block, so that batches are that small; give the stream larger blocks with Rebatch({batchSize}), or set BatchSize to {largest}.");

    /// <summary>Early stopping had nothing to compare.</summary>
    public static TrainingWarning NoBestEpoch(string metric, int epochs) => new(
        TrainingWarningKind.NoBestEpoch,
        $"EarlyStopping measures '{metric}', which was not a number after {(epochs == 1 ? "the only epoch" : $"any of {epochs} epochs")}, so that none is the best and the parameters are those of the last; name another metric, or give validation data for which it is defined, such as examples of every class.");

    /// <summary>The loss at the end is far above that at the beginning.</summary>
    public static TrainingWarning Diverging(double first, double last, double rate) => new(
        TrainingWarningKind.Diverging,
        FormattableString.Invariant($"The task loss of the last epoch is {last:G4}, but that of the first step was {first:G4}: the training diverges with the learning rate {rate:G4}; train anew with a smaller one, say {rate / 10:G4}."));

    /// <summary>Whether the size of an input's values does not matter: token ids have none, and a normalization brings all to one.</summary>
    private static bool IsScaled(ModelSpecification model, ModelInput input) =>
        model.EmbeddingOf(input) is not null || input.Layers.Concat(model.Layers).FirstOrDefault() is BatchNormLayer or LayerNormLayer or InstanceNormLayer or GroupNormLayer;

    private static string Text(WorkerChoice choice) => $"{choice} {(choice.Count == 1 ? "worker" : "workers")}";

    private static IEnumerable<TrainingWarning> ConstantInputs(ModelSpecification model, Dataset train, ObjectiveTerm term)
    {
        foreach (var input in term.Inputs(model).Where(input => input.ShouldVary))
        {
            var values = train.Find(input.Name)!.ToArray();
            var width = input.Shape.Last;
            for (var column = 0; column < width; column++)
            {
                if (Enumerable.Range(0, values.Length / width).All(row => values[(row * width) + column] == values[column]))
                {
                    yield return new TrainingWarning(TrainingWarningKind.ConstantInput, FormattableString.Invariant(
                        $"Column {column} of '{input.Name}' is {values[column]} throughout, so that the term '{term.Name}' of '{model.Name}' learns nothing from it; leave the column out, or give it values that differ."));
                }
            }
        }
    }

    /// <summary>Whether a term reads annotation masks and all that it is given are zero.</summary>
    private static bool IsUnmarked(ModelSpecification model, ObjectiveTerm term, Dataset train, Dataset? always)
    {
        var masks = term.Inputs(model).Select(input => input.Name).Where(name => model.Inputs.Any(input => input.Mask == name)).ToList();
        return masks.Count > 0 && masks.All(mask => new[] { train, always }.All(data => data?.Find(mask) is not { } values || IsZero(values)));
    }

    private static bool IsZero(FeatureMatrix values)
    {
        const int Rows = 64;
        var block = new float[Rows * values.Width];
        for (var row = 0; row < values.Count; row += Rows)
        {
            var count = Math.Min(Rows, values.Count - row);
            values.CopyRows(row, count, block);
            if (block.AsSpan(0, count * values.Width).ContainsAnyExcept(0f))
            {
                return false;
            }
        }

        return true;
    }
}
