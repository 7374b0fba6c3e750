namespace Rationale.Analyzers.Tests;

public sealed class TranslatorNetworksDoNotFitTests
{
    [Theory]
    [InlineData("[TranslatorGenerator] [Conv(4, 3)] [Relu] [Conv(1, 3, Padding = 1)] [Tanh]", "The generator of 'Digits 0-1' gives 26×26×1, but images are 28×28×1; let its last layers bring height, width and channels back")]
    [InlineData("[TranslatorDiscriminator] [Conv(4, 3)] [LeakyRelu(0.2)] [Conv(2, 3)]", "The discriminator of 'Digits 0-1' gives 24×24×2, but its last dimension must be 1; end it with [Conv(1, …)] or [Dense(1)]")]
    [InlineData("[TranslatorGenerator] [Conv(1, 3, Padding = 1)] [BatchNorm] [Tanh]", "The networks of 'Digits 0-1' have [BatchNorm], which behaves otherwise in training; use [InstanceNorm], or none")]
    [InlineData("[TranslatorDiscriminator] [Dense(1)]", "In the networks of 'Digits 0-1', [Dense(1)] takes examples of one dimension but gets examples of shape 28×28×1; add [Flatten] before it")]
    public async Task Own_networks_fit_the_images(string network, string message)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(3)] [Input(28, 28, 1)] [Flatten] [Dense(3)]
            [{|RAT0098:Counterfactual(0, 1)|}]
            public partial class Digits { {{network}} private static class Own; }
            """);

        Assert.Equal(message, messages[0]);
    }

    [Fact]
    public async Task Networks_that_fit_are_fine() => await Verify.ReportsAsync("""
        [Classifier(3)] [Input(28, 28, 1)] [Flatten] [Dense(3)]
        [Counterfactual(0, 1)]
        public partial class Digits
        {
            [TranslatorGenerator] [Conv(4, 3, Padding = 1)] [InstanceNorm] [Relu] [Conv(1, 3, Padding = 1)] [Tanh] private static class G;
            [TranslatorDiscriminator] [Conv(4, 4, Stride = 2)] [LeakyRelu(0.2)] [Flatten] [Dense(1)] private static class D;
        }
        """);
}
