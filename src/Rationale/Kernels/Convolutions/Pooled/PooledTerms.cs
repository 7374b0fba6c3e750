using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>The terms of a sum: factors, and where what they multiply begins.</summary>
internal unsafe interface IPooledTerms<T>
    where T : unmanaged
{
    /// <summary>The factor of a term.</summary>
    T Value(int term);

    /// <summary>Elements from the source to what a term multiplies.</summary>
    nint Offset(int term);
}

/// <summary>A factor, and where what it multiplies begins.</summary>
internal struct PooledTerm<T>
    where T : unmanaged
{
    /// <summary>The factor.</summary>
    public T Value;

    /// <summary>Elements from the source to what it multiplies.</summary>
    public int Offset;
}

/// <summary>Terms in a list, without those that are zero: worth collecting where more than one tile runs over them.</summary>
internal readonly unsafe struct ListedTerms<T>(PooledTerm<T>* terms) : IPooledTerms<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value(int term) => terms[term].Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Offset(int term) => terms[term].Offset;
}

/// <summary>One pooling window's numbers, each with the filter of its channel at the maximum's place.</summary>
internal readonly unsafe struct FilterTerms<T>(T* values, T* marks, nint filter) : IPooledTerms<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value(int term) => values[term];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Offset(int term) => (term * filter) + PooledMark.Read(marks + term);
}

/// <summary>One channel's numbers in all pooling windows, each with the patch at the maximum's place.</summary>
internal readonly unsafe struct WindowTerms<T>(T* values, T* marks, int channels, int* windows) : IPooledTerms<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value(int term) => values[(nint)term * channels];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Offset(int term) => windows[term] + PooledMark.Read(marks + ((nint)term * channels));
}
