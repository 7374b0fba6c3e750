namespace Rationale.Kernels;

/// <summary>
/// The operations of one vector width, so that each kernel is written once: <typeparamref name="TVector"/> is a raw vector type (or
/// <typeparamref name="T"/> itself), which the compiler keeps in registers; the struct that implements this has no fields.
/// </summary>
internal unsafe interface ISimd<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Elements per vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Broadcast(T value);

    static abstract TVector Load(T* source);

    static abstract void Store(T* destination, TVector value);

    /// <summary>Reads the first <paramref name="count"/> elements (0 to <see cref="Count"/>), never memory behind them; the other lanes are zero.</summary>
    static abstract TVector LoadPartial(T* source, int count);

    /// <summary>Writes the first <paramref name="count"/> lanes and nothing behind them.</summary>
    static abstract void StorePartial(T* destination, TVector value, int count);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary><c>a · b + c</c>, with one rounding where the machine has the instruction and two where it would have to be emulated.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Sqrt(TVector value);

    static abstract TVector Abs(TVector value);

    static abstract TVector Negate(TVector value);

    static abstract TVector Exp(TVector value);

    static abstract TVector Log(TVector value);

    /// <summary>The maximum; NaN where either is NaN.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary><c>a &gt; b ? a : b</c> in one instruction; <paramref name="b"/> where either is NaN, except that some machines give NaN in either order.</summary>
    static abstract TVector MaxNative(TVector a, TVector b);

    /// <summary>A mask for <see cref="Select"/>: set where <c>a &gt; b</c>.</summary>
    static abstract TVector Greater(TVector a, TVector b);

    /// <summary>A mask for <see cref="Select"/>: set where <c>a = b</c>.</summary>
    static abstract TVector Equal(TVector a, TVector b);

    static abstract TVector Select(TVector mask, TVector whenSet, TVector otherwise);

    static abstract T Sum(TVector value);

    /// <summary>Adds the sums of the lanes of four vectors to four neighboring elements.</summary>
    static abstract void AddSums(T* destination, TVector a, TVector b, TVector c, TVector d);
}
