namespace RationaleApp.Tests;

/// <summary>What the model answers, and why.</summary>
public sealed class LoanModelTests : IAsyncLifetime
{
    private readonly LoanModel _model = new(seed: 1);

    public async ValueTask InitializeAsync() =>
        await _model.TrainAsync(LoanData.Training(count: 1000, seed: 1), cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public void Most_answers_are_right_although_the_branch_says_nothing_any_more() =>
        Assert.True(_model.Evaluate(LoanData.Test(count: 1000, seed: 2), cancellationToken: TestContext.Current.CancellationToken).Accuracy > 0.8);

    [Fact]
    public void The_income_counts_and_the_branch_does_not()
    {
        var explanation = _model.Explain([1.2f, 0.5f, 0]);

        Assert.Equal("income", explanation.Top(1)[0].Name);
        Assert.True(Math.Abs(explanation.Values[2]) < 0.1 * Math.Abs(explanation.Values[0]));
    }

    public ValueTask DisposeAsync()
    {
        _model.Dispose();
        return ValueTask.CompletedTask;
    }
}
