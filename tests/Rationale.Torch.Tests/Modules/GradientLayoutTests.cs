using Rationale.Data;
using Rationale.Models;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Modules;

/// <summary>Parameters and gradients by name in PyTorch's order are the tensors of the module and their gradients by autograd.</summary>
public sealed class GradientLayoutTests
{
    [TorchFact]
    public void Parameters_in_pytorchs_order_are_the_tensors_of_the_module()
    {
        using var scope = NewDisposeScope();
        using var module = new Images();
        using var model = module.ToModel();
        var tensors = module.state_dict();
        var compared = 0;

        // The dense layer behind the flattened image has its inputs in another order, which no order of dimensions changes.
        foreach (var binding in Images.ParameterBindings.Where(binding => binding.Name != "head.hidden.weight"))
        {
            var tensor = tensors[binding.Name];
            Assert.Equal(tensor.shape.Select(extent => (int)extent), model.Parameters.ShapeOf(binding.Parameter, TensorLayout.PyTorch));
            Assert.Equal(tensor.contiguous().data<float>().ToArray(), model.Parameters.Get(binding.Parameter, TensorLayout.PyTorch));
            var doubled = (2 * tensor).contiguous().data<float>().ToArray();
            model.Parameters.Set(binding.Parameter, doubled, TensorLayout.PyTorch);
            Assert.Equal(doubled, model.Parameters.Get(binding.Parameter, TensorLayout.PyTorch));
            compared++;
        }

        Assert.Equal(6, compared);
    }

    [TorchFact]
    public void Gradients_are_those_of_autograd()
    {
        using var scope = NewDisposeScope();
        using var module = new Perceptron();
        using var model = module.ToModel();
        float[] x = [.. Enumerable.Range(0, 30).Select(i => MathF.Sin(i * 1.3f))];
        float[] mask = [.. Enumerable.Range(0, 30).Select(i => i % 5 == 2 ? 1f : 0f)];
        int[] labels = [0, 1, 2, 2, 1, 0];
        var loss = module.ExplainedLoss(tensor(x, [6, 5]), tensor(labels).to(int64), tensor(mask, [6, 5]));
        loss.backward();
        var found = model.Gradients(Dataset.ForClassification(FeatureMatrix.FromArray(x, 5), labels, 3).WithAnnotationMask(FeatureMatrix.FromArray(mask, 5)));
        Assert.Equal(loss.item<float>(), found.Loss, 1e-4);
        foreach (var (name, parameter) in module.named_parameters())
        {
            var key = Perceptron.ParameterBindings.Single(binding => binding.Name == name).Parameter;
            Assert.All(parameter.grad!.data<float>().ToArray().Zip(found.Get(key, TensorLayout.PyTorch)), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }
}
