using Rationale.Attribution;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Training;

namespace Rationale.Tests.Models;

/// <summary>Models whose features are token ids.</summary>
public sealed class EmbeddingTests
{
    private static readonly ModelSpecification Model = Small.Create(
        3, Small.Classes(2), new EmbeddingLayer(5, 4), new ResidualLayer("Mixing", EquatableArray.Create<Layer>(new AttentionLayer(2, false, true, Initialization.XavierUniform))), new FlattenLayer(), new DenseLayer(2, true, Initialization.PyTorchDefault));

    [Theory]
    [InlineData(5f)]
    [InlineData(-1f)]
    [InlineData(1.5f)]
    public void An_id_that_is_none_is_named_with_its_place(float id)
    {
        using var model = Rationale.Model.Interpret(Model);
        var expected = FormattableString.Invariant($"The token id in example 1 at position 2 is {id}, but [Embedding(5, …)] of '{Model.Name}' takes integers from 0 to 4.");
        var data = Dataset.ForClassification(FeatureMatrix.FromArray([0, 1, 2, 3, 4, id], 3), [0, 1], 2);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Evaluate(data)).Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Predict(data.Features)).Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Runtime.Explain(data)).Message);
        Assert.Equal(expected, Assert.ThrowsAny<ArgumentException>(() => model.TrainAsync(data, new TrainingOptions { Epochs = 1 }, cancellationToken: TestContext.Current.CancellationToken).GetAwaiter().GetResult()).Message);
        Assert.Contains("example 0 at position 1", Assert.Throws<ArgumentException>(() => model.Predict([0, id, 2])).Message);
    }

    [Fact]
    public void An_explanation_has_the_norm_of_a_gradient_for_each_id()
    {
        using var model = Rationale.Model.Interpret(Model, seed: 3);
        float[] ids = [4, 0, 4];
        var explanation = model.Runtime.Explain(ids, new Target(TargetOutput.Logit, TargetClass.Predicted));
        Assert.Equal([3], explanation.ToTensor().Lengths.ToArray().Select(length => (int)length));

        // The same gradient by differences: moving a number of one id's vector, for one position only, is replacing the id by one with that vector.
        var predicted = explanation.Prediction!.Class;
        for (var position = 0; position < 3; position++)
        {
            var slopes = Enumerable.Range(0, 4).Select(i => (Moved(position, i, 1e-2f) - Moved(position, i, -1e-2f)) / 2e-2);
            Assert.Equal(Math.Sqrt(slopes.Sum(slope => slope * slope)), explanation.Values[position], 1e-3);
        }

        double Moved(int position, int element, float by)
        {
            using var other = Rationale.Model.Interpret(Model, seed: 3);
            var table = other.Runtime.Parameters;
            table.Slice((int)ids[position] * 4, 4).CopyTo(table.Slice(3 * 4, 4));
            table[(3 * 4) + element] += by;
            float[] replaced = [.. ids];
            replaced[position] = 3;
            return other.Predict(replaced).Outputs[predicted];
        }
    }

    [Fact]
    public void Attribution_of_ids_replaces_them_and_never_moves_them()
    {
        using var model = Rationale.Model.Interpret(Model, seed: 3);
        var (score, data) = (new ModelScore(model), Dataset.ForClassification(FeatureMatrix.FromArray([4, 0, 2], 3), [0], 2));
        var options = new AttributionOptions { Target = Target.ForClass(1) };

        // Occlusion is the fall of the score when an id is replaced by that of the baseline.
        var occlusion = new Occlusion { Baseline = Baseline.Constant(1) }.Attribute(score, data, options, cancellationToken: TestContext.Current.CancellationToken).Scores;
        for (var position = 0; position < 3; position++)
        {
            float[] replaced = [4, 0, 2];
            replaced[position] = 1;
            Assert.Equal(model.Predict([4, 0, 2]).Outputs[1] - model.Predict(replaced).Outputs[1], occlusion[0, position], 1e-5);
        }

        Assert.Equal(
            "The method 'integrated gradients' moves features or multiplies by them, but those of 'Small' are token ids; use Saliency, or Occlusion or KernelShap with a baseline of token ids.",
            Assert.Throws<ArgumentException>(() => new IntegratedGradients().Attribute(score, data, options, cancellationToken: TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void Parameters_and_architecture_have_readable_names()
    {
        var runtime = new ModelRuntime(Model);
        using (runtime)
        {
            Assert.Equal(["embedding1.weight", "attention1.query.weight", "attention1.query.bias"], runtime.Layout.Take(3).Select(parameter => parameter.Key));
            Assert.Equal("Input(3) Embedding(5, 4) Residual(Attention(2)) Flatten Dense(2)", runtime.Architecture);
        }
    }

    [Fact]
    public void An_embedding_behind_another_layer_is_refused()
    {
        var error = Assert.Throws<ShapeException>(() => Rationale.Model.Interpret(Small.Create(3, Small.Classes(2), new ReluLayer(), new EmbeddingLayer(5, 4), new FlattenLayer(), new DenseLayer(2, true, Initialization.PyTorchDefault))));
        Assert.Equal("[Embedding(5, 4)] must stand right after [Input]: what other layers give are no token ids", error.Message);
    }
}
