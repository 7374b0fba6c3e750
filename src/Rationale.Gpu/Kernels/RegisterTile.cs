using System.Numerics;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace Rationale.Gpu.Kernels;

/// <summary>Four neighboring numbers, which a thread reads and writes at once: 128 bits in single precision.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Quad<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The first number.</summary>
    public T A;

    /// <summary>The second number.</summary>
    public T B;

    /// <summary>The third number.</summary>
    public T C;

    /// <summary>The fourth number.</summary>
    public T D;

    /// <summary>Bytes by which views of quads are aligned.</summary>
    public const int Alignment = 16;

    /// <summary>Up to four neighboring numbers; zeros where fewer are there.</summary>
    /// <param name="from">Where they stand.</param>
    /// <param name="at">The first of them.</param>
    /// <param name="count">How many are there, at least one.</param>
    /// <param name="whole">Whether <paramref name="from"/> is aligned, and <paramref name="at"/> and <paramref name="count"/> are multiples of four.</param>
    public static Quad<T> Read(ArrayView<T> from, int at, int count, bool whole) => whole
        ? from.Cast<Quad<T>>().AsAligned(Alignment)[at >> 2]
        : new Quad<T>
        {
            A = from[at],
            B = count > 1 ? from[at + 1] : T.Zero,
            C = count > 2 ? from[at + 2] : T.Zero,
            D = count > 3 ? from[at + 3] : T.Zero,
        };

    /// <summary>The opposite of <see cref="Read"/>.</summary>
    public static void Write(ArrayView<T> to, int at, int count, bool whole, Quad<T> value)
    {
        if (whole)
        {
            to.Cast<Quad<T>>().AsAligned(Alignment)[at >> 2] = value;
            return;
        }

        to[at] = value.A;
        if (count > 1)
        {
            to[at + 1] = value.B;
        }

        if (count > 2)
        {
            to[at + 2] = value.C;
        }

        if (count > 3)
        {
            to[at + 3] = value.D;
        }
    }

    /// <summary><c>x + y</c>.</summary>
    public static Quad<T> Add(Quad<T> x, Quad<T> y) => new() { A = x.A + y.A, B = x.B + y.B, C = x.C + y.C, D = x.D + y.D };

    /// <summary><c>sum + a·b</c>.</summary>
    public static Quad<T> AddScaled(Quad<T> sum, T a, Quad<T> b) => new() { A = sum.A + (a * b.A), B = sum.B + (a * b.B), C = sum.C + (a * b.C), D = sum.D + (a * b.D) };

    /// <summary><c>sum + a·B</c> for four rows of B.</summary>
    public static Quad<T> AddProduct(Quad<T> sum, Quad<T> a, Quad<T> b0, Quad<T> b1, Quad<T> b2, Quad<T> b3) => AddScaled(AddScaled(AddScaled(AddScaled(sum, a.A, b0), a.B, b1), a.C, b2), a.D, b3);
}

/// <summary>
/// What a thread of a tiled product keeps in registers: eight rows of four columns. A tile whose result is small is computed by several slices of the block's threads, each with a part of the inner dimension.
/// </summary>
internal struct RegisterTile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Threads of a block, exactly.</summary>
    public const int Threads = 256;

    /// <summary>Rows of a thread.</summary>
    public const int Rows = 8;

    /// <summary>Quads that <see cref="AddSlices"/> needs.</summary>
    public const int SharedQuads = Threads / 2 * Rows;

#pragma warning disable CS1591 // A row each: a device knows no arrays in structures.
    public Quad<T> Row0, Row1, Row2, Row3, Row4, Row5, Row6, Row7;
#pragma warning restore CS1591

    /// <summary>Adds the product of a column and a row.</summary>
    public static RegisterTile<T> AddProduct(RegisterTile<T> sum, T a0, T a1, T a2, T a3, T a4, T a5, T a6, T a7, Quad<T> b) => new()
    {
        Row0 = Quad<T>.AddScaled(sum.Row0, a0, b),
        Row1 = Quad<T>.AddScaled(sum.Row1, a1, b),
        Row2 = Quad<T>.AddScaled(sum.Row2, a2, b),
        Row3 = Quad<T>.AddScaled(sum.Row3, a3, b),
        Row4 = Quad<T>.AddScaled(sum.Row4, a4, b),
        Row5 = Quad<T>.AddScaled(sum.Row5, a5, b),
        Row6 = Quad<T>.AddScaled(sum.Row6, a6, b),
        Row7 = Quad<T>.AddScaled(sum.Row7, a7, b),
    };

    /// <summary>The sums of all slices, as a tree, for the threads of the first one; every thread of the block must call it, after a barrier.</summary>
    /// <param name="shared"><see cref="SharedQuads"/> in shared memory.</param>
    /// <param name="sum">What the thread has.</param>
    /// <param name="thread">The thread; those of a slice are neighbors.</param>
    /// <param name="slices">Slices, a power of two.</param>
    public static RegisterTile<T> AddSlices(ArrayView<Quad<T>> shared, RegisterTile<T> sum, int thread, int slices)
    {
        for (int half = Threads / 2; half >= Threads / slices; half /= 2)
        {
            if (thread >= half && thread < 2 * half)
            {
                var place = shared.SubView(thread - half, SharedQuads - (Threads / 2) + 1);
                place[0] = sum.Row0;
                place[Threads / 2] = sum.Row1;
                place[Threads] = sum.Row2;
                place[Threads * 3 / 2] = sum.Row3;
                place[Threads * 2] = sum.Row4;
                place[Threads * 5 / 2] = sum.Row5;
                place[Threads * 3] = sum.Row6;
                place[Threads * 7 / 2] = sum.Row7;
            }

            Group.Barrier();
            if (thread < half)
            {
                var place = shared.SubView(thread, SharedQuads - (Threads / 2) + 1);
                sum = new RegisterTile<T>
                {
                    Row0 = Quad<T>.Add(sum.Row0, place[0]),
                    Row1 = Quad<T>.Add(sum.Row1, place[Threads / 2]),
                    Row2 = Quad<T>.Add(sum.Row2, place[Threads]),
                    Row3 = Quad<T>.Add(sum.Row3, place[Threads * 3 / 2]),
                    Row4 = Quad<T>.Add(sum.Row4, place[Threads * 2]),
                    Row5 = Quad<T>.Add(sum.Row5, place[Threads * 5 / 2]),
                    Row6 = Quad<T>.Add(sum.Row6, place[Threads * 3]),
                    Row7 = Quad<T>.Add(sum.Row7, place[Threads * 7 / 2]),
                };
            }

            Group.Barrier();
        }

        return sum;
    }
}
