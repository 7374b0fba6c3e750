using ILGPU.Runtime;

namespace Rationale.Gpu.Devices;

/// <summary>As if a device had no more than some bytes of memory: how what a full one does is tested without one.</summary>
/// <param name="bytes">How many.</param>
internal sealed class PretendedMemory(long bytes)
{
    private readonly List<MemoryBuffer> _taken = [];

    /// <summary>Bytes that nobody has.</summary>
    public long FreeBytes
    {
        get
        {
            lock (_taken)
            {
                _taken.RemoveAll(buffer => buffer.IsDisposed);
                return bytes - _taken.Sum(buffer => buffer.LengthInBytes);
            }
        }
    }

    /// <summary>Refuses what is not there.</summary>
    /// <exception cref="OutOfMemoryException">Not as many bytes are free.</exception>
    public void Require(long wanted)
    {
        if (wanted > FreeBytes)
        {
            throw new OutOfMemoryException();
        }
    }

    /// <summary>Notes memory that was taken.</summary>
    public void Note(MemoryBuffer buffer)
    {
        lock (_taken)
        {
            _taken.Add(buffer);
        }
    }
}
