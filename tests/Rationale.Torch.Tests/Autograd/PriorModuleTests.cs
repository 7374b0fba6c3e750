using Rationale.Data;
using Rationale.Objectives;
using Rationale.Tests.Models;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>Attribution priors on modules: compiled where the layers were read, by autograd where they were not, to the same numbers.</summary>
public sealed class PriorModuleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [TorchFact]
    public async Task Shaped_attributions_are_trained_alike()
    {
        var (opaque, read) = Twins.Create<OpaquePriors, ReadPriors>();
        using (opaque)
        using (read)
        {
            var expected = await read.TrainAsync(Small.Blobs(60, 24), Twins.Options, null, Token);
            var actual = await opaque.TrainAsync(Small.Blobs(60, 24), Twins.Options, null, Token);
            Assert.Contains("smoothAttributions", expected.History[^1].Losses.Keys);
            Assert.Contains("sparseAttributions", expected.History[^1].Losses.Keys);
            Assert.All(expected.History[^1].Losses, loss => Assert.Equal(loss.Value, actual.History[^1].Losses[loss.Key], 1e-3 * Math.Max(1, Math.Abs(loss.Value))));
            Twins.Equal(read, opaque, 1e-3f);

            // The sparsity of a data set is that of its mean attribution, not a mean over parts of it.
            var data = Small.Blobs(600, 24);
            Assert.All(read.Evaluate(data).Losses, loss => Assert.Equal(loss.Value, opaque.Evaluate(data).Losses[loss.Key], 1e-3 * Math.Max(1, Math.Abs(loss.Value))));
        }
    }

    [TorchFact]
    public async Task A_prior_network_learns_beside_the_module()
    {
        var (opaque, read) = Twins.Create<OpaqueDeepPrior, ReadDeepPrior>();
        using (opaque)
        using (read)
        {
            var own = read.Parameters.Where(parameter => parameter.Key.StartsWith("attributionPrior", StringComparison.Ordinal)).Select(parameter => parameter.Key).ToList();
            Assert.NotEmpty(own);
            foreach (var key in own)
            {
                read.Parameters[key].CopyTo(opaque.Parameters[key]);
            }

            var before = opaque.Parameters[own[0]].ToArray();
            var data = Small.Blobs(60, 5).WithMetaFeatures(MetaFeatures.Create(FeatureMatrix.FromRows(new float[,] { { 1, 0 }, { 0, 1 }, { 1, 1 }, { 0.5f, 0 }, { 0, 0 } })));
            var expected = await read.TrainAsync(data, Twins.Options, null, Token);
            var actual = await opaque.TrainAsync(data, Twins.Options, null, Token);
            Assert.All(expected.History[^1].Losses, loss => Assert.Equal(loss.Value, actual.History[^1].Losses[loss.Key], 1e-3 * Math.Max(1, Math.Abs(loss.Value))));
            Twins.Equal(read, opaque, 1e-3f);
            Assert.NotEqual(before, opaque.Parameters[own[0]].ToArray());
            Assert.All(own, key => Twins.Near(read.Parameters[key], opaque.Parameters[key], 1e-3f));
        }
    }

    [TorchFact]
    public void A_loss_by_hand_takes_the_draws_of_a_step()
    {
        using var scope = NewDisposeScope();
        using var module = new OpaquePriors();
        var (x, reference, place) = (rand(4, 2, 4, 3), rand(4, 2, 4, 3), rand(4, 1));
        var loss = module.ExplainedLoss(x, tensor([0L, 1, 2, 0]), reference, place);
        loss.backward();
        Assert.True(double.IsFinite(loss.item<float>()));
        Assert.NotEqual(0, module.parameters().First().grad!.abs().sum().item<float>());
    }
}
