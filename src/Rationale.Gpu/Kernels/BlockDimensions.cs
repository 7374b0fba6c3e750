using System.ComponentModel;

namespace Rationale.Gpu.Kernels;

/// <summary>Up to six dimensions, or their order: what a list is on a device.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BlockDimensions(int rank, int first = 1, int second = 1, int third = 1, int fourth = 1, int fifth = 1, int sixth = 1)
{
    /// <summary>How many there are.</summary>
    public readonly int Rank = rank;

    private readonly int _first = first;
    private readonly int _second = second;
    private readonly int _third = third;
    private readonly int _fourth = fourth;
    private readonly int _fifth = fifth;
    private readonly int _sixth = sixth;

    /// <summary>One of them, from 0.</summary>
    public int At(int index) => index == 0 ? _first : index == 1 ? _second : index == 2 ? _third : index == 3 ? _fourth : index == 4 ? _fifth : _sixth;
}
