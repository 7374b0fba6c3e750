using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Gpu.Tests.Training;

/// <summary>A training that is canceled in the middle of a step whose examples go through in parts ends before the step is made.</summary>
public sealed class CanceledStepTests
{
    [Fact]
    public async Task A_canceled_step_in_parts_leaves_the_parameters_as_they_were()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)) with { Objectives = TaskLoss.With(Small.Sum) }, seed: 1);
        using var cancellation = new CancellationTokenSource();
        var (steps, before) = (0, Array.Empty<float>());
        var callback = new Steps(
            () =>
            {
                if (steps == 1)
                {
                    cancellation.Cancel();
                }
            },
            () =>
            {
                steps++;
                before = model.Copy();
            });

        // Eight examples of a few hundred bytes each: no more than a few go through at a time.
        var options = new TrainingOptions { Epochs = 1, Seed = 3, BatchSize = 8, Device = TestDevice.Current with { WorkspaceLimit = 1000 }, Callbacks = [callback] };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.TrainAsync(Small.Blobs(24).Marking(3), options, cancellationToken: cancellation.Token));
        Assert.Equal(1, steps);
        Assert.Equal(before, model.Copy());
    }

    private sealed class Steps(Action begin, Action end) : ITrainingCallback
    {
        public void OnStepBegin(TrainingContext training) => begin();

        public void OnStepEnd(TrainingContext training) => end();
    }
}
