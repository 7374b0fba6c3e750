using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Contract;

/// <summary>What a user of TorchSharp relies on besides numbers: lifetimes, modes, types, and errors that say why.</summary>
[Collection(nameof(TensorTests))]
[CollectionDefinition(nameof(TensorTests), DisableParallelization = true)]
public sealed class TensorTests
{
    [TorchFact]
    public void A_scope_gives_back_all_that_was_not_moved_out()
    {
        var before = Tensor.TotalCount;
        Tensor kept;
        using (var outer = NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                var a = rand(3, 4);
                kept = (a + 1).mul(a).sum().MoveToOuterDisposeScope();
            }

            Assert.False(kept.IsInvalid);
            Assert.Equal(1, outer.DisposablesCount);
            kept.DetachFromDisposeScope();
        }

        Assert.False(kept.IsInvalid);
        kept.Dispose();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [TorchFact]
    public void Whole_numbers_stay_whole()
    {
        using var scope = NewDisposeScope();
        var a = tensor([1L, 2, 3]);
        Assert.Equal(int64, (a * 2).dtype);
        Assert.Equal([3L, 5, 7], ((a * 2) + 1).data<long>().ToArray());
        Assert.Equal(float32, (a * 0.5).dtype);
        Assert.Equal([0f, 1, 2], (a - 1).to(float32).data<float>().ToArray());
        Assert.Equal([9f, 4.5f, 3], (9 / a.to(float32)).data<float>().ToArray());
        Assert.Equal([2f, 1, 0], (3 - a.to(float32)).data<float>().ToArray());
    }

    [TorchFact]
    public void Elements_of_a_view_come_in_the_order_of_its_dimensions()
    {
        using var scope = NewDisposeScope();
        var turned = tensor([1f, 2, 3, 4, 5, 6], [2, 3]).t();
        Assert.Equal([3L, 2], turned.shape);
        Assert.Equal([1f, 4, 2, 5, 3, 6], turned.data<float>().ToArray());
        Assert.Equal(5f, turned.data<float>()[1, 1]);
    }

    [TorchFact]
    public void Nothing_is_recorded_within_no_grad()
    {
        using var scope = NewDisposeScope();
        var a = ones(3).requires_grad_();
        using (no_grad())
        {
            Assert.False((a * 2).requires_grad);
        }

        Assert.True((a * 2).requires_grad);
    }

    [TorchFact]
    public void Dropout_draws_in_training_only_and_seeds_repeat()
    {
        using var scope = NewDisposeScope();
        using var dropout = nn.Dropout(0.5);
        dropout.eval();
        Assert.Equal(64f, dropout.call(ones(64)).sum().item<float>());
        dropout.train();
        manual_seed(5);
        var first = dropout.call(ones(64)).data<float>().ToArray();
        manual_seed(5);
        Assert.Equal(first, dropout.call(ones(64)).data<float>().ToArray());
        Assert.Contains(0f, first);
    }
}
