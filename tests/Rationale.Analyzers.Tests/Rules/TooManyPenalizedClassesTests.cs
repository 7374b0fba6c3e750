namespace Rationale.Analyzers.Tests;

public sealed class TooManyPenalizedClassesTests
{
    [Fact]
    public async Task A_gradient_for_each_of_very_many_classes_is_refused()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(46341)] [Input(8)] [{|RAT0055:SelfExplaining(4)|}]
            public partial class Words;
            """);

        Assert.Equal(
            "'Words' has 46341 classes, and its robustness penalty takes a gradient for each of them in every step, which a declared model does for at most 1024; "
            + "set Class = TargetClass.Predicted or Class = TargetClass.Labeled in [SelfExplaining], so that it takes one",
            messages[0]);
    }

    [Theory]
    [InlineData("Classifier(1024)", "SelfExplaining(4)")]
    [InlineData("Classifier(46341)", "SelfExplaining(4, Class = TargetClass.Predicted)")]
    [InlineData("Classifier(46341)", "SelfExplaining(4, Class = TargetClass.Labeled)")]
    [InlineData("Classifier(46341)", "SelfExplaining(4, RobustnessWeight = 0)")]
    public Task What_the_message_says_is_accepted(string task, string attribute) => Verify.ReportsAsync($"""
        [{task}] [Input(8)] [{attribute}]
        public partial class Words;
        """);
}
