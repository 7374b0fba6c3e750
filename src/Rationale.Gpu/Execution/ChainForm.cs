namespace Rationale.Gpu.Execution;

/// <summary>How a launch takes the examples of a block through its kernels.</summary>
/// <param name="Divided">For each view, whether a tile has its own part of it.</param>
/// <param name="Ends">For each kernel, whether the threads of the block meet behind it.</param>
internal sealed record ChainForm(IReadOnlyList<bool> Divided, IReadOnlyList<bool> Ends)
{
    /// <summary>Integers before those of the kernels: how many tiles there are, and the examples of a tile.</summary>
    public const int Integers = 2;

    /// <summary>Equal for chains of one form.</summary>
    public string Key => $"{Bits(Divided)}.{Bits(Ends)}";

    private static string Bits(IEnumerable<bool> values) => string.Concat(values.Select(value => value ? '1' : '0'));
}
