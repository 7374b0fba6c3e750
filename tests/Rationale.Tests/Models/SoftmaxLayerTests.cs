using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Tests.Models;

public sealed class SoftmaxLayerTests
{
    [Fact]
    public void Outputs_are_probabilities_and_their_gradient_is_that_of_the_closed_form()
    {
        using var model = Model.Interpret(Small.Create(4, Small.Numbers(3), new DenseLayer(3, true, Initialization.PyTorchDefault), new SoftmaxLayer()), seed: 3);
        var (weight, bias) = (model.Parameters["dense1.weight"].ToArray(), model.Parameters["dense1.bias"].ToArray());
        float[] x = [1, -0.5f, 0.25f, 2];
        var z = Enumerable.Range(0, 3).Select(k => Enumerable.Range(0, 4).Sum(i => (double)x[i] * weight[(i * 3) + k]) + bias[k]).ToArray();
        var p = z.Select(value => Math.Exp(value) / z.Sum(Math.Exp)).ToArray();
        Assert.All(Enumerable.Range(0, 3), k => Assert.Equal(p[k], model.Predict(x).Outputs[k], 1e-6));

        // ∂p₁/∂xᵢ = p₁ (W_i1 − Σ_k p_k W_ik).
        var gradient = model.Explain(x, Target.ForClass(1, TargetOutput.Logit)).Values.ToArray();
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(p[1] * (weight[(i * 3) + 1] - Enumerable.Range(0, 3).Sum(k => p[k] * weight[(i * 3) + k])), gradient[i], 1e-6));
    }

    [Fact]
    public void Of_an_image_the_channels_of_each_pixel_sum_to_one()
    {
        var layers = new Layer[] { new SoftmaxLayer(), new GlobalAveragePoolLayer(), new DenseLayer(1, false, Initialization.PyTorchDefault) };
        using var model = Model.Interpret(Small.Create(12, Small.Numbers(1), layers) with { InputShape = EquatableArray.Create(2, 2, 3) });
        model.Parameters.Values.Fill(1);
        Assert.Equal(1, model.Predict([1, 2, 3, 9, -5, 4, 0, 0, 0, -7, 2, 100]).Outputs[0], 1e-6);
    }
}
