using System.Numerics;
using ILGPU.Runtime;
using Rationale.Gpu.Devices;

namespace Rationale.Gpu.Execution;

/// <summary>
/// Puts the launches of a run on a stream. Neighbors that need not wait for each other go together where that is asked for: a launch costs a device more than the few numbers that most of those around a step
/// write.
/// </summary>
/// <typeparam name="T">Single or double precision.</typeparam>
/// <param name="device">The device.</param>
/// <param name="stream">The order of all work.</param>
/// <param name="memory">The program's memory.</param>
/// <param name="examples">Examples of the run.</param>
/// <param name="joins">Whether neighbors go together; each such combination is a kernel of its own to compile, which is worth it for what is launched many times.</param>
internal sealed class LaunchQueue<T>(GpuContext device, AcceleratorStream stream, ProgramMemory<T> memory, int examples, bool joins)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<KernelLaunch<T>> _together = [];

    /// <summary>Whether what waits writes single elements only, all by the first thread.</summary>
    public bool EndsSingle => _together.Count > 0 && _together.All(launch => launch.IsSingle);

    /// <summary>Adds a launch.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="beside">Whether it need not wait for those that wait here: it reads nothing that they write, or the same thread has written it.</param>
    public void Add(KernelLaunch<T> launch, bool beside = false)
    {
        if (!joins || !beside || !KernelLaunch<T>.Fit([.. _together, launch]))
        {
            Flush();
        }

        _together.Add(launch);
    }

    /// <summary>Adds launches that wait for each other.</summary>
    /// <param name="launches">The launches.</param>
    /// <param name="beside">Whether the first of them need not wait for those that wait here.</param>
    public void Add(IReadOnlyList<KernelLaunch<T>> launches, bool beside = false)
    {
        for (var i = 0; i < launches.Count; i++)
        {
            Add(launches[i], beside && i == 0);
        }
    }

    /// <summary>Puts what waits on the stream.</summary>
    public void Flush()
    {
        if (_together.Count > 0)
        {
            KernelLaunch<T>.Together(_together).Run(device, stream, memory.Labels(examples), memory.Counters);
            _together.Clear();
        }
    }
}
