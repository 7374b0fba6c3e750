using Rationale.Execution;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Tests.Execution;

namespace Rationale.Tests.SelfExplaining;

/// <summary>Both routes of the penalty, and what it must be where that is known.</summary>
public class RobustnessPenaltyTests
{
    [Theory]
    [InlineData(ConceptAggregator.Sum, TargetClass.All)]
    [InlineData(ConceptAggregator.Sum, TargetClass.Predicted)]
    [InlineData(ConceptAggregator.PositiveAffine, TargetClass.All)]
    [InlineData(ConceptAggregator.PositiveAffine, TargetClass.Labeled)]
    public void Products_with_relevances_and_Jacobians_agree(ConceptAggregator aggregator, TargetClass classes)
    {
        var model = SmallSenn.Model(aggregator: aggregator, classes: classes);
        var (cheap, general) = (Gradients(model, RelevanceDifferences.ByRelevances), Gradients(model, RelevanceDifferences.ByJacobians));
        Assert.Contains(cheap, gradient => Math.Abs(gradient) > 1e-3);
        Near.Check(general, cheap, 1e-10);
    }

    [Theory]
    [InlineData(ConceptAggregator.Sum, TargetClass.All)]
    [InlineData(ConceptAggregator.PositiveAffine, TargetClass.Predicted)]
    public void Both_routes_agree_where_contributions_are_transformed(ConceptAggregator aggregator, TargetClass classes)
    {
        var model = SmallSenn.Model(aggregator: aggregator, classes: classes, aggregation: [new TanhLayer(), new SoftplusLayer()]);
        var (cheap, general) = (Gradients(model, RelevanceDifferences.ByRelevances), Gradients(model, RelevanceDifferences.ByJacobians));
        Assert.Contains(cheap, gradient => Math.Abs(gradient) > 1e-3);
        Near.Check(general, cheap, 1e-10);
    }

    [Theory]
    [InlineData(TargetOutput.Logit, true)]
    [InlineData(TargetOutput.LogProbability, false)]
    public void Constant_relevances_cost_nothing_on_logits_alone(TargetOutput penalized, bool free)
    {
        var model = SmallSenn.Model(penalized: penalized);
        var sample = ModelSample.Create(model, 6, 3);
        foreach (var weights in ModelGraph.Build(model, training: false).Layout.Where(parameter => parameter.Key is "dense4.weight"))
        {
            sample.Parameters.AsSpan(weights.Offset, weights.Shape.Length).Clear();
        }

        var run = Runner.Run<double>(ModelPrograms.Training(model), sample, new ExecutionOptions { Workers = 1 });
        Assert.Equal(free, run.Totals[RobustnessPenalty.Key] < 1e-9);
        Assert.All(run.Gradients, gradient => Assert.True(double.IsFinite(gradient)));
    }

    [Fact]
    public void One_norm_of_the_batch_needs_one_pass_over_the_rows()
    {
        var model = SmallSenn.Model(reduction: RobustnessReduction.BatchFrobenius);
        var schedule = Graph.Scheduling.Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(model)), ModelGraph.Build(model, training: true).ParameterLength);
        Assert.Single(schedule.Passes);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(6, 1)]
    public void One_row_and_one_concept_are_no_special_cases(int rows, int concepts)
    {
        var model = SmallSenn.Model(concepts: concepts);
        var run = Runner.Run<double>(ModelPrograms.Training(model), ModelSample.Create(model, rows, 3), new ExecutionOptions { Workers = 1 });
        Assert.True(run.Totals[RobustnessPenalty.Key] > 0);
        Assert.All(run.Gradients, gradient => Assert.True(double.IsFinite(gradient)));
    }

    private static double[] Gradients(ModelSpecification model, Func<RobustnessPenalty, ModelTask, ModelGraph, IReadOnlyList<Node>> route)
    {
        var forward = ModelGraph.Build(model, training: true);
        var loss = route(model.Find<RobustnessPenalty>()!, model.Task, forward).Select(difference => difference.Square().Total()).Aggregate((sum, square) => sum + square);
        var graph = new ComputationGraph(
        [
            new Output("loss", OutputKind.Total, loss),
            .. forward.Parameters.Zip(forward.Layout, (parameter, layout) => new Output(layout.Key, OutputKind.Gradient, Functions.GradientOf(loss, parameter, "L"), layout.Offset)),
        ]);
        return Runner.Run<double>(graph, ModelSample.Create(model, 7, 5), new ExecutionOptions { Workers = 1 }).All();
    }
}
