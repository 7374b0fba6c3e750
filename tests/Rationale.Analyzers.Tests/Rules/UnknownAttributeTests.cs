namespace Rationale.Analyzers.Tests;

public sealed class UnknownAttributeTests
{
    [Fact]
    public async Task A_layer_of_the_user_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            public sealed class DoubleAttribute : LayerAttribute;

            [Classifier(2)] [Input(4)] [{|RAT0025:Double|}] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "[Double] on 'Digits' is a layer that the generator does not know, so nothing is generated; use an attribute of Rationale, and the same version of all its packages",
            messages[0]);
    }

    [Fact]
    public async Task A_task_of_the_user_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            public sealed class RankerAttribute : TaskAttribute;

            [{|RAT0025:Ranker|}] [Input(4)] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "[Ranker] on 'Digits' is a task that the generator does not know, so nothing is generated; use an attribute of Rationale, and the same version of all its packages",
            messages[0]);
    }
}
