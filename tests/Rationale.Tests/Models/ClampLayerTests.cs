using Rationale.Graph.Models;

namespace Rationale.Tests.Models;

/// <summary>What lies between the bounds stays as it is, however large they are.</summary>
public sealed class ClampLayerTests
{
    [Theory]
    [InlineData(-1e30, 1e30, 0.1f, 0.1f)]
    [InlineData(-1e4, 1e4, 1e-6f, 1e-6f)]
    [InlineData(0, 6, 1e-8f, 1e-8f)]
    [InlineData(0, 6, 7, 6)]
    [InlineData(-2, double.PositiveInfinity, -1e30f, -2)]
    [InlineData(double.NegativeInfinity, 3, 1e30f, 3)]
    [InlineData(-1, -0.25, 0, -0.25f)]
    public void Values_are_those_of_the_definition_to_the_last_bit(double min, double max, float x, float expected)
    {
        using var model = Model.Interpret(Small.Create(1, Small.Numbers(1), new ClampLayer(min, max), new DenseLayer(1, false, Initialization.PyTorchDefault)), seed: 1);
        model.Parameters.Values[0] = 1;
        Assert.Equal(expected, model.Predict([x]).Outputs[0]);
        Assert.Equal(x == expected ? 1 : 0, model.Explain([x]).Values[0]);
    }
}
