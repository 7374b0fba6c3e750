using System.ComponentModel;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>What a launch is told: the values of all its kernels' parameters, each kind in the order in which the kernels take them. One type for all launches, so that all are launched alike; a third of what a kernel of CUDA may be told.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LaunchArguments<T>
    where T : unmanaged
{
    /// <summary>Views that a launch can take.</summary>
    public const int MaxViews = 64;

    /// <summary>Integers that a launch can take.</summary>
    public const int MaxIntegers = 64;

    /// <summary>Numbers that a launch can take.</summary>
    public const int MaxNumbers = 16;

#pragma warning disable CS1591 // Numbered fields, because a device knows no arrays in structures.
    public ArrayView<T> View0, View1, View2, View3, View4, View5, View6, View7, View8, View9, View10, View11, View12, View13, View14, View15;
    public ArrayView<T> View16, View17, View18, View19, View20, View21, View22, View23, View24, View25, View26, View27, View28, View29, View30, View31;
    public ArrayView<T> View32, View33, View34, View35, View36, View37, View38, View39, View40, View41, View42, View43, View44, View45, View46, View47;
    public ArrayView<T> View48, View49, View50, View51, View52, View53, View54, View55, View56, View57, View58, View59, View60, View61, View62, View63;
    public ArrayView<int> Labels, Order, AllLabels;
    public ArrayView<long> Counters;
    public int Integer0, Integer1, Integer2, Integer3, Integer4, Integer5, Integer6, Integer7, Integer8, Integer9, Integer10, Integer11, Integer12, Integer13, Integer14, Integer15;
    public int Integer16, Integer17, Integer18, Integer19, Integer20, Integer21, Integer22, Integer23, Integer24, Integer25, Integer26, Integer27, Integer28, Integer29, Integer30, Integer31;
    public int Integer32, Integer33, Integer34, Integer35, Integer36, Integer37, Integer38, Integer39, Integer40, Integer41, Integer42, Integer43, Integer44, Integer45, Integer46, Integer47;
    public int Integer48, Integer49, Integer50, Integer51, Integer52, Integer53, Integer54, Integer55, Integer56, Integer57, Integer58, Integer59, Integer60, Integer61, Integer62, Integer63;
    public T Number0, Number1, Number2, Number3, Number4, Number5, Number6, Number7, Number8, Number9, Number10, Number11, Number12, Number13, Number14, Number15;
#pragma warning restore CS1591
}

/// <summary>Numbers of the step that stand in the device's memory, so that a launch that is recorded once can be replayed for every step.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StepCounters
{
    /// <summary>How many there are.</summary>
    public const int Count = 5;

    /// <summary>The seed of everything that is drawn.</summary>
    public static ulong Seed(ArrayView<long> counters) => (ulong)counters[0];

    /// <summary>The number of the step.</summary>
    public static ulong Step(ArrayView<long> counters) => (ulong)counters[1];

    /// <summary>Where the losses of the step wait for the host.</summary>
    public static ulong Slot(ArrayView<long> counters) => (ulong)counters[3];

    /// <summary>The place in the order of the epoch of the batch's first example.</summary>
    public static ulong Position(ArrayView<long> counters) => (ulong)counters[4];

    /// <summary>The place in the batch of the first example that the launch sees.</summary>
    public static long FirstExample(ArrayView<long> counters) => counters[2];
}
