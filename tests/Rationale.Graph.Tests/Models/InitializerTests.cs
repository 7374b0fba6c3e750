using Rationale.Graph.Models;

namespace Rationale.Graph.Tests;

public class InitializerTests
{
    private const int Inputs = 24, Outputs = 8;

    [Theory]
    [InlineData(Initialization.PyTorchDefault, InitializerKind.Uniform, 1.0 / 24)]
    [InlineData(Initialization.XavierUniform, InitializerKind.Uniform, 6.0 / 32)]
    [InlineData(Initialization.KaimingUniform, InitializerKind.Uniform, 6.0 / 24)]
    [InlineData(Initialization.KaimingNormal, InitializerKind.Normal, 2.0 / 24)]
    [InlineData(Initialization.SmallNormal, InitializerKind.Normal, 0.01)]
    public void A_weight_has_the_family_and_the_squared_scale_of_its_definition(Initialization initialization, InitializerKind kind, double squaredScale)
    {
        var initializer = Initializer.ForWeight(initialization, Inputs, Outputs);
        Assert.Equal(kind, initializer.Kind);
        Assert.Equal(squaredScale, initializer.Scale * initializer.Scale, 1e-15);
    }

    [Fact]
    public void Both_Kaiming_distributions_have_the_same_variance()
    {
        var halfWidth = Initializer.ForWeight(Initialization.KaimingUniform, Inputs, Outputs).Scale;
        var deviation = Initializer.ForWeight(Initialization.KaimingNormal, Inputs, Outputs).Scale;
        Assert.Equal(deviation * deviation, halfWidth * halfWidth / 3, 1e-15);
    }

    [Theory]
    [InlineData(Initialization.PyTorchDefault, false)]
    [InlineData(Initialization.XavierUniform, true)]
    [InlineData(Initialization.KaimingUniform, true)]
    [InlineData(Initialization.KaimingNormal, true)]
    [InlineData(Initialization.SmallNormal, false)]
    public void A_bias_starts_at_zero_where_the_papers_say_so(Initialization initialization, bool isZero) =>
        Assert.Equal(isZero, Initializer.ForBias(initialization, Inputs) == new Initializer(InitializerKind.Constant, 0));
}
