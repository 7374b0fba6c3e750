using System.Buffers;
using System.Runtime.InteropServices;

namespace Rationale.Execution;

/// <summary>
/// Finds what callbacks write to parameters that a device keeps: the numbers that were brought to the host are remembered until the next step, and compared with those that stand there then.
/// Where nobody brings any, nothing is copied or compared.
/// </summary>
/// <typeparam name="T">Type of the elements.</typeparam>
internal sealed class HostWrites<T> : IDisposable
    where T : unmanaged
{
    private T[]? _brought;

    /// <summary>Remembers the parameters as the device has them.</summary>
    /// <param name="host">The parameters on the host, which have just been brought from the device or to it.</param>
    public void Watch(ReadOnlySpan<T> host)
    {
        _brought ??= ArrayPool<T>.Shared.Rent(host.Length);
        host.CopyTo(_brought);
    }

    /// <summary>Whether the host has other numbers than the device by now. Bits are compared, so that a written NaN is found and reaches the device as well.</summary>
    /// <param name="host">The parameters on the host, as long as those that were watched.</param>
    public bool Take(ReadOnlySpan<T> host)
    {
        if (_brought is null)
        {
            return false;
        }

        var differ = !MemoryMarshal.AsBytes(host).SequenceEqual(MemoryMarshal.AsBytes<T>(_brought.AsSpan(0, host.Length)));
        Dispose();
        return differ;
    }

    /// <summary>Forgets what is remembered.</summary>
    public void Dispose()
    {
        if (_brought is not null)
        {
            ArrayPool<T>.Shared.Return(_brought);
            _brought = null;
        }
    }
}
