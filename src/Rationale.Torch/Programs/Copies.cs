using Rationale.Graph.Tensors;

namespace Rationale.Torch.Programs;

/// <summary>Counts what crosses between host and device, by what it is: how it is tested that nothing crosses with every step that need not.</summary>
internal sealed class Copies
{
    private readonly long[] _counts = new long[Enum.GetValues<TensorRole>().Length];

    /// <summary>Copies of a role so far, in either direction.</summary>
    public long this[TensorRole role] => _counts[(int)role];

    public void Count(TensorRole role) => _counts[(int)role]++;
}
