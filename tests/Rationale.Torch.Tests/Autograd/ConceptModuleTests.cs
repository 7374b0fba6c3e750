using Rationale.Graph.Models;
using Rationale.Tests.Models;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>Self-explaining modules: parts that are read become the layers of a self-explaining model, others are called.</summary>
public sealed class ConceptModuleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [TorchFact]
    public void Parts_that_are_read_are_the_layers_of_a_declared_model()
    {
        var network = Assert.IsType<SelfExplainingNetwork>(Assert.Single(ReadConcepts.Specification.Layers));
        var learned = Assert.IsType<LearnedConcepts>(network.Source);
        Assert.Equal([typeof(DenseLayer), typeof(TanhLayer), typeof(DenseLayer)], learned.Encoder.Select(layer => layer.GetType()));
        Assert.Equal([typeof(DenseLayer)], learned.Decoder.Select(layer => layer.GetType()));
        Assert.Equal(3, network.Relevance.Count);
        Assert.Equal(["task", "robustness", "reconstruction", "sparsity"], ReadConcepts.Specification.Objectives.Select(term => term.Name));
        Assert.IsType<ModuleLayer>(Assert.Single(((SelfExplainingNetwork)OpaqueConcepts.Specification.Layers[0]).Relevance));
    }

    [TorchFact]
    public void Forward_is_the_sum_of_what_concepts_contribute()
    {
        using var scope = NewDisposeScope();
        var (opaque, read) = Pair();
        using (opaque)
        using (read)
        {
            float[] values = [1, -2, 0.5f, 0.3f, 2];
            var x = tensor(values, [1, 5]);
            foreach (var (outputs, explanation, forward) in new[] { (opaque.Predict(values).Outputs, opaque.ExplainConcepts(values), opaque.call(x)), (read.Predict(values).Outputs, read.ExplainConcepts(values), read.call(x)) })
            {
                Twins.Near(forward.data<float>().ToArray(), outputs.ToArray(), 1e-5f);
                Assert.Equal(4, explanation.Concepts.Length);
                Assert.Equal(outputs[1], Enumerable.Range(0, 4).Sum(concept => explanation.Contribution(concept, 1)), 1e-4f);
                Assert.Equal(outputs[1] - explanation.Contribution(2, 1), explanation.Remove(2).Outputs[1], 1e-4f);
            }

            var (expected, actual) = (read.ExplainConcepts(values), opaque.ExplainConcepts(values));
            Twins.Near([.. Enumerable.Range(0, 4).Select(concept => expected.Relevance(concept, 2))], [.. Enumerable.Range(0, 4).Select(concept => actual.Relevance(concept, 2))], 1e-5f);
        }
    }

    [TorchFact]
    public async Task Both_learn_the_same()
    {
        var (opaque, read) = Pair();
        using (opaque)
        using (read)
        {
            var expected = await read.TrainAsync(Small.Blobs(75, 5), Twins.Options, null, Token);
            var actual = await opaque.TrainAsync(Small.Blobs(75, 5), Twins.Options, null, Token);
            Assert.Equal(5, expected.History[^1].Losses.Count);
            Assert.All(expected.History[^1].Losses, loss => Assert.Equal(loss.Value, actual.History[^1].Losses[loss.Key], 1e-4 * Math.Max(1, Math.Abs(loss.Value))));
            Twins.Equal(read, opaque, 1e-4f);
            var data = Small.Blobs(600, 5);
            var (left, right) = (read.Evaluate(data), opaque.Evaluate(data));
            Assert.All(left.Losses, loss => Assert.Equal(loss.Value, right.Losses[loss.Key], 1e-4 * Math.Max(1, Math.Abs(loss.Value))));
        }
    }

    [TorchFact]
    public async Task Declared_and_module_have_one_training()
    {
        using var module = new ReadConcepts();
        module.Initialize(5);
        using var declared = module.ToModel();
        await declared.TrainAsync(Small.Blobs(75, 5), Twins.Options, null, Token);
        await module.TrainAsync(Small.Blobs(75, 5), Twins.Options, null, Token);
        Assert.Equal(declared.Parameters.Values.ToArray(), module.Parameters.Values.ToArray());
    }

    [TorchFact]
    public void The_loss_by_hand_is_that_of_the_step()
    {
        using var scope = NewDisposeScope();
        var (opaque, read) = Pair();
        using (opaque)
        using (read)
        {
            var data = Small.Blobs(12, 5);
            var (x, labels) = (tensor([.. Enumerable.Range(0, 60).Select(index => data.Features[index / 5, index % 5])], [12, 5]), tensor([.. data.Labels.ToArray().Select(label => (long)label)]));
            var gradients = read.Gradients(data);
            Assert.Equal(gradients.Loss, read.ExplainedLoss(x, labels).item<float>(), 1e-3);
            Assert.Equal(gradients.Loss, opaque.ExplainedLoss(x, labels).item<float>(), 1e-3);
        }
    }

    [TorchFact]
    public async Task Chosen_features_are_concepts_beside_a_constant_one()
    {
        using var module = new ChosenModule();
        var result = await module.TrainAsync(Small.Blobs(60, 5, classes: 2), Twins.Options, null, Token);
        Assert.True(double.IsFinite(result.History[^1].Losses["robustness"]));
        float[] x = [1, 2, 3, 4, 5];
        var explanation = module.ExplainConcepts(x);
        Assert.Equal([1f, 3, 5, 1], explanation.Concepts.ToArray());
        using var scope = NewDisposeScope();
        Twins.Near(module.call(tensor(x, [1, 5])).data<float>().ToArray(), module.Predict(x).Outputs.ToArray(), 1e-5f);
    }

    private static (OpaqueConcepts Opaque, ReadConcepts Read) Pair() => Twins.Create<OpaqueConcepts, ReadConcepts>();
}
