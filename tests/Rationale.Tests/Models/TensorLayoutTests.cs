using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.Tests.Models;

/// <summary>Parameters by name in the order of this library and of PyTorch. What PyTorch has where is written out by indices here; the tests of the torch room compare with its tensors.</summary>
public sealed class TensorLayoutTests
{
    [Fact]
    public void Weights_of_a_dense_layer_are_turned()
    {
        using var model = Model.Interpret(Small.Create(2, Small.Classes(3), new DenseLayer(3, true, Initialization.PyTorchDefault)));
        model.Parameters.Set("dense1.weight", [1, 2, 3, 4, 5, 6]);
        Assert.Equal([1f, 4, 2, 5, 3, 6], model.Parameters.Get("dense1.weight", TensorLayout.PyTorch));
        Assert.Equal([1f, 2, 3, 4, 5, 6], model.Parameters.Get("dense1.weight"));
        Assert.Equal([3, 2], model.Parameters.ShapeOf("dense1.weight", TensorLayout.PyTorch));
        Assert.Equal([2, 3], model.Parameters.ShapeOf("dense1.weight"));
        model.Parameters.Set("dense1.weight", [10, 40, 20, 50, 30, 60], TensorLayout.PyTorch);
        Assert.Equal([10f, 20, 30, 40, 50, 60], model.Parameters["dense1.weight"].ToArray());

        // x W + b for x = (1, 2).
        model.Parameters.Set("dense1.bias", [0.5f, 0, -0.5f], TensorLayout.PyTorch);
        Assert.Equal([90.5f, 120, 149.5f], model.Predict([1, 2]).Outputs.ToArray());
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void Filters_come_first_in_pytorch(int groups, bool transposed)
    {
        var (height, width, channels, filters) = (3, 2, 4, 6);
        Layer layer = transposed
            ? new ConvTransposeLayer(filters, new Window(height, width, 1), 0, groups, true, Initialization.PyTorchDefault)
            : new ConvLayer(filters, new Window(height, width, 1), groups, true, Initialization.PyTorchDefault);
        using var model = Model.Interpret(Small.Create(1, Small.Classes(3), layer, new FlattenLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)) with { InputShape = EquatableArray.Create(5, 5, channels) });
        var name = transposed ? "transposed1.weight" : "conv1.weight";

        // A number that says where it stands: PyTorch has [filters × channels/groups × height × width], and [channels × filters/groups × height × width] where the convolution is transposed.
        var (first, second) = transposed ? (channels, filters / groups) : (filters, channels / groups);
        var tensor = new float[first * second * height * width];
        for (var i = 0; i < tensor.Length; i++)
        {
            tensor[i] = i + 1;
        }

        Assert.Equal([first, second, height, width], model.Parameters.ShapeOf(name, TensorLayout.PyTorch));
        model.Parameters.Set(name, tensor, TensorLayout.PyTorch);
        Assert.Equal(tensor, model.Parameters.Get(name, TensorLayout.PyTorch));
        var own = model.Parameters[name];
        for (var group = 0; group < groups; group++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    for (var c = 0; c < channels / groups; c++)
                    {
                        for (var f = 0; f < filters / groups; f++)
                        {
                            // Here a group, the window, and then channels × filters, or filters × channels where it is transposed.
                            var (inner, outer) = transposed ? (c, f) : (f, c);
                            var innerLength = (transposed ? channels : filters) / groups;
                            var outerLength = (transposed ? filters : channels) / groups;
                            var here = (((((((group * height) + y) * width) + x) * outerLength) + outer) * innerLength) + inner;
                            var (leading, following) = transposed ? ((group * (channels / groups)) + c, f) : ((group * (filters / groups)) + f, c);
                            Assert.Equal(tensor[(((((leading * second) + following) * height) + y) * width) + x], own[here]);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void Tables_and_vectors_are_alike()
    {
        using var model = Model.Interpret(Small.Create(3, Small.Classes(2), new EmbeddingLayer(5, 2), new PositionalEmbeddingLayer(), new FlattenLayer(), new DenseLayer(2, true, Initialization.PyTorchDefault)));
        foreach (var name in new[] { "embedding1.weight", "position1.weight", "dense1.bias" })
        {
            Assert.Equal(model.Parameters[name].ToArray(), model.Parameters.Get(name, TensorLayout.PyTorch));
            Assert.Equal(model.Parameters.ShapeOf(name), model.Parameters.ShapeOf(name, TensorLayout.PyTorch));
        }
    }

    [Fact]
    public void What_does_not_fit_is_one_sentence_and_changes_nothing()
    {
        using var model = Model.Interpret(Small.Linear(2, Small.Classes(3)), seed: 1);
        var before = model.Copy();
        Assert.Equal("'Small' has no parameter 'w'; it has dense1.weight, dense1.bias.", Assert.Throws<KeyNotFoundException>(() => model.Parameters.Set("w", [])).Message);
        Assert.StartsWith("'dense1.weight' of 'Small' was given 5 numbers, but it is [3 × 2]: 6.", Assert.Throws<ArgumentException>(() => model.Parameters.Set("dense1.weight", new float[5], TensorLayout.PyTorch)).Message, StringComparison.Ordinal);
        Assert.StartsWith("'dense1.bias' of 'Small' was given NaN at 1, but", Assert.Throws<ArgumentException>(() => model.Parameters.Set("dense1.bias", [1, float.NaN, 2])).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Copy());
    }
}
