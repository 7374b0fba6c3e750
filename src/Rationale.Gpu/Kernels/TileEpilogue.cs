using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>What a tiled kernel does with an element before it writes it: the sum of some of these, in their order.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TileEpilogue
{
    /// <summary>Adds the bias of its channel.</summary>
    public const int Bias = 1;

    /// <summary>Adds the residual's element in the same place.</summary>
    public const int Residual = 2;

    /// <summary>Takes the maximum with zero.</summary>
    public const int Relu = 4;

    /// <summary>Times <c>gate &gt; 0 ? 1 : below</c>, with the gate's element in the same place.</summary>
    public const int Gate = 8;

    /// <summary>Four neighboring elements with their epilogue.</summary>
    /// <param name="value">The elements.</param>
    /// <param name="views">What is added and what opens.</param>
    /// <param name="at">Place of the first element.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="whole">Whether four elements of a residual or of a gate can be read at once.</param>
    /// <param name="epilogue">The sum of the numbers here.</param>
    /// <param name="below">The slope where a gate is not positive.</param>
    internal static Quad<T> Apply<T>(Quad<T> value, TileEpilogueViews<T> views, int at, int channel, int count, bool whole, int epilogue, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if ((epilogue & Bias) != 0)
        {
            value = Quad<T>.Add(value, Quad<T>.Read(views.Bias, channel, count, whole: false));
        }

        if ((epilogue & Residual) != 0)
        {
            value = Quad<T>.Add(value, Quad<T>.Read(views.Residual, at, count, whole));
        }

        if ((epilogue & Relu) != 0)
        {
            return new Quad<T>
            {
                A = value.A < T.Zero ? T.Zero : value.A,
                B = value.B < T.Zero ? T.Zero : value.B,
                C = value.C < T.Zero ? T.Zero : value.C,
                D = value.D < T.Zero ? T.Zero : value.D,
            };
        }

        if ((epilogue & Gate) == 0)
        {
            return value;
        }

        var gate = Quad<T>.Read(views.Gate, at, count, whole);
        return new Quad<T>
        {
            A = value.A * (gate.A > T.Zero ? T.One : below),
            B = value.B * (gate.B > T.Zero ? T.One : below),
            C = value.C * (gate.C > T.Zero ? T.One : below),
            D = value.D * (gate.D > T.Zero ? T.One : below),
        };
    }
}

/// <summary>What an epilogue reads; anything where it does not.</summary>
internal readonly struct TileEpilogueViews<T>(ArrayView<T> bias, ArrayView<T> residual, ArrayView<T> gate)
    where T : unmanaged
{
    /// <summary>A number for each channel.</summary>
    public readonly ArrayView<T> Bias = bias;

    /// <summary>What is added, of the result's shape; it may be the result itself.</summary>
    public readonly ArrayView<T> Residual = residual;

    /// <summary>What opens, of the result's shape.</summary>
    public readonly ArrayView<T> Gate = gate;
}
