using Rationale.CompilerServices;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Tests.Models;

/// <summary>Tensors of a module in the order of the layers' parameters, and back.</summary>
public class ModuleParametersTests
{
    private static readonly ModelSpecification Specification = Small.Create(3, Small.Classes(2), new DenseLayer(2, true, Initialization.PyTorchDefault));

    private static readonly ParameterBinding[] Bindings =
    [
        new("f.weight", "dense1.weight", EquatableArray.Create(2, 3), EquatableArray.Create(1, 0), true),
        new("f.bias", "dense1.bias", EquatableArray.Create(2), EquatableArray.Create(0), true),
    ];

    [Fact]
    public void A_weight_of_outputs_by_inputs_is_turned()
    {
        var parameter = new int[6];
        Bindings[0].ToParameter<int>([1, 2, 3, 4, 5, 6], parameter);

        Assert.Equal([1, 4, 2, 5, 3, 6], parameter);
    }

    [Fact]
    public void Filters_become_those_of_channels_last()
    {
        // [filters 2 × channels 2 × height 1 × width 2]; the parameter is [height × width × channels × filters].
        var binding = new ParameterBinding("c.weight", "conv1.weight", EquatableArray.Create(2, 2, 1, 2), EquatableArray.Create(2, 3, 1, 0), true);
        var (parameter, back) = (new int[8], new int[8]);
        binding.ToParameter<int>([0, 1, 2, 3, 4, 5, 6, 7], parameter);
        binding.ToTensor<int>(parameter, back);

        Assert.Equal([0, 4, 2, 6, 1, 5, 3, 7], parameter);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], back);
    }

    [Fact]
    public void A_model_takes_tensors_and_gives_them_back()
    {
        using var model = Model.Interpret(Specification);
        var tensors = new Dictionary<string, float[]> { ["f.weight"] = [1, 2, 3, 4, 5, 6], ["f.bias"] = [7, 8] };
        var given = new Dictionary<string, float[]>();
        model.Import(Bindings, name => tensors[name]);
        model.Export(Bindings, given.Add);

        Assert.Equal([1, 4, 2, 5, 3, 6, 7, 8], model.Runtime.Parameters.ToArray());
        Assert.Equal(tensors, given);
        Assert.Equal([1 + 7, 4 + 8], model.Predict([1, 0, 0]).Outputs.ToArray());
    }

    [Fact]
    public void Tensors_and_bindings_that_do_not_fit_are_named()
    {
        using var model = Model.Interpret(Specification);

        var length = Assert.Throws<ArgumentException>(() => model.Import(Bindings, _ => [1, 2]));
        var count = Assert.Throws<ArgumentException>(() => model.Export(Bindings[..1], (_, _) => { }));

        Assert.StartsWith("'f.weight' has 2 elements and 'dense1.weight' has 6, but the binding is one of 6", length.Message);
        Assert.StartsWith("the bindings are not those of '", count.Message);
    }
}
