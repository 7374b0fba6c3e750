using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>What a tiled kernel does with an element before it writes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TileEpilogue
{
    /// <summary>Nothing.</summary>
    public const int None = 0;

    /// <summary>Adds the bias of its channel.</summary>
    public const int Bias = 1;

    /// <summary>Adds the bias of its channel and takes the maximum with zero.</summary>
    public const int BiasRelu = 2;

    /// <summary>Times <c>gate &gt; 0 ? 1 : below</c>, with the gate's element in the same place.</summary>
    public const int ReluBackward = 3;

    /// <summary>Four neighboring elements with their epilogue.</summary>
    /// <param name="value">The elements.</param>
    /// <param name="other">The bias or the gate.</param>
    /// <param name="at">Place of the first element.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="whole">Whether four elements of a gate can be read at once.</param>
    /// <param name="epilogue">One of the numbers here.</param>
    /// <param name="below">The slope where a gate is not positive.</param>
    internal static Quad<T> Apply<T>(Quad<T> value, ArrayView<T> other, int at, int channel, int count, bool whole, int epilogue, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (epilogue == ReluBackward)
        {
            var gate = Quad<T>.Read(other, at, count, whole);
            return new Quad<T>
            {
                A = value.A * (gate.A > T.Zero ? T.One : below),
                B = value.B * (gate.B > T.Zero ? T.One : below),
                C = value.C * (gate.C > T.Zero ? T.One : below),
                D = value.D * (gate.D > T.Zero ? T.One : below),
            };
        }

        if (epilogue != None)
        {
            value = Quad<T>.Add(value, Quad<T>.Read(other, channel, count, whole: false));
        }

        return epilogue != BiasRelu ? value : new Quad<T>
        {
            A = value.A < T.Zero ? T.Zero : value.A,
            B = value.B < T.Zero ? T.Zero : value.B,
            C = value.C < T.Zero ? T.Zero : value.C,
            D = value.D < T.Zero ? T.Zero : value.D,
        };
    }
}
