using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Surface;

/// <summary>The training loop, and how it is started.</summary>
internal static class TrainingMembers
{
    /// <summary>Writes <c>TrainAsync</c> for both kinds of data, and the loop.</summary>
    /// <param name="writer">Takes the code.</param>
    /// <param name="names">How the file calls types.</param>
    /// <param name="model">The model.</param>
    /// <param name="how">What computes the gradients, in words.</param>
    public static void Write(IndentedWriter writer, TypeNames names, ModelSpecification model, string how = "TrainingProgram, on every worker")
    {
        var inputs = model.Objectives.SelectMany(term => term.Inputs(model)).Where(input => input.Draw is null).Select(input => input.Name).ToList();
        if (model.Inputs.Count > 1)
        {
            inputs.InsertRange(0, model.Inputs.Select(input => input.Name));
        }

        var rows = inputs.Count == 0 ? "Examples to learn from." : $"Examples to learn from, with {string.Join(", ", inputs)}.";
        WriteStart(writer, names, "Dataset", "data in memory", rows, () => TrainingSteps.WriteRemarks(writer, model));
        var first = $"TrainAsync({names["Dataset"]}, {names["TrainingOptions"]}, {names["IProgress"]}{{{names["TrainingProgress"]}}}, {names["CancellationToken"]})";
        WriteStart(writer, names, "DatasetStream", "data larger than memory, read anew in each epoch", rows, () =>
            writer.Line($"/// <inheritdoc cref=\"{first}\" path=\"/remarks\"/>"));
        WriteLoop(writer, names, model, how);
    }

    private static void WriteStart(IndentedWriter writer, TypeNames names, string data, string kind, string rows, Action writeRemarks)
    {
        writer.Lines(
            $$"""
            /// <summary>Trains the model on {{kind}}.</summary>
            /// <param name="train">{{rows}}</param>
            /// <param name="options">What to change from what the attributes say, for this training.</param>
            /// <param name="progress">Told about progress a few times a second and at the end of each epoch.</param>
            /// <param name="cancellationToken">Ends the training after the step in progress; a checkpoint is saved where a folder is set.</param>
            /// <returns>What the training did, epoch by epoch.</returns>
            /// <exception cref="global::System.ArgumentException">Data or options do not fit the model; the message names what and how.</exception>
            """);
        writeRemarks();
        writer.Lines(
            $$"""
            {{ModelFile.Mark(names)}}
            public {{names["Task"]}}<{{names["TrainingResult"]}}> TrainAsync(
                {{names[data]}} train,
                {{names["TrainingOptions"]}}? options = null,
                {{names["IProgress"]}}<{{names["TrainingProgress"]}}>? progress = null,
                {{names["CancellationToken"]}} cancellationToken = default) =>
                RunAsync(_runtime.PrepareTraining(train, options, progress, cancellationToken));

            """);
    }

    private static void WriteLoop(IndentedWriter writer, TypeNames names, ModelSpecification model, string how) =>
        writer.Lines(
            $$"""
            /// <summary>The training loop: the steps that are listed above, batch by batch.</summary>
            {{ModelFile.Mark(names)}}
            private static async {{names["Task"]}}<{{names["TrainingResult"]}}> RunAsync({{names["TrainingRun"]}} training)
            {
                using (training)
                {
                    // Resumes from a checkpoint if there is one, then continues on a thread-pool thread.
                    await training.StartAsync().ConfigureAwait({{names["ConfigureAwaitOptions"]}}.ForceYielding);
                    while (training.NextEpoch())
                    {
                        while (await training.NextBatchAsync().ConfigureAwait(false))
                        {
                            // {{TrainingSteps.Gradients(model)}}: {{how}}.
                            training.ComputeGradients();

                            // Scales the whole gradient down where it is longer than the limit.
                            training.ClipGradients();

                            // {{model.Training.Optimizer}}, in one pass over all parameters; then the callbacks of a step.
                            training.UpdateParameters();
                        }

                        // Validation and callbacks: history, checkpoint, whether to stop early.
                        await training.EndEpochAsync().ConfigureAwait(false);
                    }

                    return await training.CompleteAsync().ConfigureAwait(false);
                }
            }

            """);
}
