using Rationale.Graph;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Tests.Reading;

public sealed class ClassWeightReadingTests
{
    [Fact]
    public void Weights_arrive_in_the_task_loss() =>
        Assert.Equal(new TaskLoss(EquatableArray.Create(1f, 5f, 0.25f)), Loss("[Classifier(3, ClassWeights = new[] { 1.0, 5.0, 0.25 })]"));

    [Fact]
    public void Without_weights_the_task_loss_is_the_plain_one() => Assert.Equal(new TaskLoss(), Loss("[Classifier(3)]"));

    [Theory]
    [InlineData("[Classifier(3, TakesWeights = true)]")]
    [InlineData("[Regressor(3, TakesWeights = true)]")]
    public void A_loss_that_takes_weights_says_so(string task) => Assert.Equal(new TaskLoss(TakesWeights: true), Loss(task));

    private static ObjectiveTerm Loss(string task) => ReadSource.Model("M", $"{task} [Input(4)] [Dense(3)] public partial class M;").Specification.Objectives[0];
}
