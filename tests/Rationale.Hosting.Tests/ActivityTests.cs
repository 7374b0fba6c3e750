using System.Collections.Concurrent;
using System.Diagnostics;
using Rationale.Training;

namespace Rationale.Hosting.Tests;

/// <summary>What stands in a trace.</summary>
public sealed class ActivityTests
{
    [Fact]
    public async Task Uses_and_trainings_are_spans_with_model_and_examples()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Rationale",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var data = TestData.Clouds(30);
        using (var model = new Traced())
        {
            await model.TrainAsync(data, new TrainingOptions { Epochs = 2 }, cancellationToken: TestContext.Current.CancellationToken);
            model.Predict(data);
            model.Explain(data);
            using var canceled = new CancellationTokenSource();
            await canceled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.TrainAsync(data, new TrainingOptions { Epochs = 2 }, cancellationToken: canceled.Token));
        }

        // Other tests use other models at the same time.
        var spans = ended.Where(activity => activity.GetTagItem("rationale.model") is nameof(Traced)).ToList();
        Assert.Equal(["rationale.training", "rationale.prediction", "rationale.explanation", "rationale.training"], spans.Select(span => span.OperationName));
        Assert.Equal([ActivityStatusCode.Ok, ActivityStatusCode.Error], spans.Where(span => span.OperationName == "rationale.training").Select(span => span.Status));
        Assert.Equal([30, 30], spans.Where(span => span.OperationName != "rationale.training").Select(span => span.GetTagItem("rationale.examples")));
        Assert.Equal(2, spans[0].GetTagItem("rationale.epochs"));
        Assert.True((long)spans[0].GetTagItem("rationale.steps")! > 0);
        Assert.Null(Activity.Current);
    }

    /// <summary>A certificate takes 2q passes of one example, which would hide the rest of a trace.</summary>
    [Fact]
    public void A_certificate_is_one_span()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Rationale",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using (var model = new TracedVotes())
        {
            model.Certify([1, 2, 3, 4], [true, false, true, false]);
        }

        Assert.Equal(["rationale.certification"], ended.Where(activity => activity.GetTagItem("rationale.model") is nameof(TracedVotes)).Select(activity => activity.OperationName));
    }
}
