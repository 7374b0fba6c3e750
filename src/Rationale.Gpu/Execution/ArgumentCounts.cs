using System.Collections.Concurrent;
using System.Reflection;
using ILGPU;
using Rationale.Gpu.Kernels;

namespace Rationale.Gpu.Execution;

/// <summary>How many arguments of each kind kernels take.</summary>
/// <param name="Views">Views of numbers.</param>
/// <param name="Integers">Integers, with those that structures of sizes are made of.</param>
/// <param name="Numbers">Numbers.</param>
internal readonly record struct ArgumentCounts(int Views, int Integers, int Numbers)
{
    private static readonly ConcurrentDictionary<MethodInfo, ArgumentCounts> Known = [];

    /// <summary>Whether a launch can take them.</summary>
    public bool Fit => Views <= LaunchArguments<float>.MaxViews && Integers <= LaunchArguments<float>.MaxIntegers && Numbers <= LaunchArguments<float>.MaxNumbers;

    /// <summary>Those of a kernel.</summary>
    public static ArgumentCounts Of<T>(MethodInfo kernel)
        where T : unmanaged => Known.GetOrAdd(kernel, _ =>
        {
            var types = BlockKernels.Passed(kernel).Select(parameter => parameter.ParameterType).ToList();
            return new ArgumentCounts(types.Count(type => type == typeof(ArrayView<T>)), types.Sum(Count), types.Count(type => type == typeof(T)));
        });

    /// <summary>Those of both.</summary>
    public static ArgumentCounts operator +(ArgumentCounts one, ArgumentCounts other) => new(one.Views + other.Views, one.Integers + other.Integers, one.Numbers + other.Numbers);

    private static int Count(Type type) => type == typeof(int) || type == typeof(uint) || type == typeof(bool) ? 1 : type.Namespace == typeof(Lanes).Namespace ? LaunchWriter.SizesOf(type) : 0;
}
