using TorchSharp;

namespace Rationale.Torch.Libraries;

/// <summary>
/// The number of threads that libtorch gives an operator, for as long as this lives. libtorch keeps the number for each thread that calls it, and a thread that is new takes the last number that anybody has set; a sum
/// that more threads share has other last bits. Whatever is to have the same bits again therefore says its number.
/// </summary>
internal readonly struct ThreadCount : IDisposable
{
    private static readonly Lazy<int> First = new(torch.get_num_threads);
    private readonly int _before;
    private readonly int _count;

    private ThreadCount(int count)
    {
        _ = First.Value;
        (_before, _count) = (torch.get_num_threads(), count);
        if (_before != _count)
        {
            torch.set_num_threads(_count);
        }
    }

    /// <summary>One thread: workers beside it have the other cores.</summary>
    public static ThreadCount One() => new(1);

    /// <summary>As many threads as libtorch took before this library changed anything.</summary>
    public static ThreadCount All() => new(First.Value);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_before != _count)
        {
            torch.set_num_threads(_before);
        }
    }
}
