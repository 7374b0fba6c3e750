using System.Numerics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Kernels;

namespace Rationale.Gpu.Execution;

/// <summary>One launch: kernels that run one after the other with the threads of the whole grid, and what each is told; or a call of a library. Immutable, so that a plan keeps them.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
internal sealed class KernelLaunch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly FieldInfo[] ViewFields = Fields("View", LaunchArguments<T>.MaxViews);
    private static readonly FieldInfo[] IntegerFields = Fields("Integer", LaunchArguments<T>.MaxIntegers);
    private static readonly FieldInfo[] NumberFields = Fields("Number", LaunchArguments<T>.MaxNumbers);

    private readonly IReadOnlyList<MethodInfo> _kernels;
    private readonly IReadOnlyList<ArrayView<T>> _views;
    private readonly IReadOnlyList<int> _integers;
    private readonly IReadOnlyList<T> _numbers;
    private readonly int _blocks;
    private readonly Action? _call;
    private (Launch<T> Entry, KernelConfig Config, LaunchArguments<T> Arguments)? _bound;

    private KernelLaunch(IReadOnlyList<MethodInfo> kernels, IReadOnlyList<ArrayView<T>> views, IReadOnlyList<int> integers, IReadOnlyList<T> numbers, int blocks, Action? call = null) =>
        (_kernels, _views, _integers, _numbers, _blocks, _call) = (kernels, views, integers, numbers, blocks, call);

    /// <summary>Whether all that it writes are single elements, each by the first thread.</summary>
    public bool IsSingle { get; private init; }

    /// <summary>The order of the examples, for kernels that gather.</summary>
    private ArrayView<int> Order { get; init; }

    /// <summary>The labels that are gathered from.</summary>
    private ArrayView<int> AllLabels { get; init; }

    /// <summary>How blocks take examples through the kernels; null where all threads share the elements of each.</summary>
    private ChainForm? Form { get; init; }

    /// <summary>A launch of kernels with their arguments, each kind in the order in which the kernels take them.</summary>
    public static KernelLaunch<T> Create(IReadOnlyList<MethodInfo> kernels, int blocks, IReadOnlyList<ArrayView<T>> views, IReadOnlyList<int>? integers = null, IReadOnlyList<T>? numbers = null, bool isSingle = false) =>
        new(kernels, views, integers ?? [], numbers ?? [], blocks) { IsSingle = isSingle };

    /// <summary>A launch of one kernel by its name.</summary>
    /// <param name="family">The class.</param>
    /// <param name="kernel">Its method.</param>
    /// <param name="blocks">Blocks of threads.</param>
    /// <param name="views">Its views.</param>
    /// <param name="integers">Its integers.</param>
    /// <param name="numbers">Its numbers.</param>
    public static KernelLaunch<T> Create(Type family, string kernel, int blocks, IReadOnlyList<ArrayView<T>> views, IReadOnlyList<int>? integers = null, IReadOnlyList<T>? numbers = null) =>
        Create([family.GetMethod(kernel)!.MakeGenericMethod(typeof(T))], blocks, views, integers, numbers);

    /// <summary>A launch of a kernel that brings examples.</summary>
    /// <param name="kernel">A method of <see cref="BlockTrainingKernels"/>.</param>
    /// <param name="blocks">Blocks of threads.</param>
    /// <param name="views">Its views.</param>
    /// <param name="integers">Its integers.</param>
    /// <param name="order">The order of the examples.</param>
    /// <param name="allLabels">The labels that it takes from.</param>
    public static KernelLaunch<T> Bringing(string kernel, int blocks, IReadOnlyList<ArrayView<T>> views, IReadOnlyList<int> integers, ArrayView<int> order, ArrayView<int> allLabels = default) =>
        new([typeof(BlockTrainingKernels).GetMethod(kernel)!.MakeGenericMethod(typeof(T))], views, integers, [], blocks) { Order = order, AllLabels = allLabels };

    /// <summary>A launch whose blocks each take some examples through the kernels.</summary>
    /// <param name="kernels">The kernels.</param>
    /// <param name="form">How.</param>
    /// <param name="blocks">Blocks of threads.</param>
    /// <param name="views">Their views.</param>
    /// <param name="integers">The integers of the form, then theirs.</param>
    /// <param name="numbers">Their numbers.</param>
    public static KernelLaunch<T> OfChain(IReadOnlyList<MethodInfo> kernels, ChainForm form, int blocks, IReadOnlyList<ArrayView<T>> views, IReadOnlyList<int> integers, IReadOnlyList<T> numbers) =>
        new(kernels, views, integers, numbers, blocks) { Form = form };

    /// <summary>A call that puts one launch of its own on the stream.</summary>
    public static KernelLaunch<T> OfCall(Action call) => new([], [], [], [], 0, call);

    /// <summary>Whether the arguments of some launches fit into one.</summary>
    public static bool Fit(IReadOnlyCollection<KernelLaunch<T>> launches) =>
        launches.All(launch => launch._call is null && (launch.Form is null || launches.Count == 1))
        && launches.Sum(launch => launch._views.Count) <= LaunchArguments<T>.MaxViews
        && launches.Sum(launch => launch._integers.Count) <= LaunchArguments<T>.MaxIntegers
        && launches.Sum(launch => launch._numbers.Count) <= LaunchArguments<T>.MaxNumbers;

    /// <summary>Several launches as one. What one of them writes and another touches must be the same element of the same thread: threads of different blocks do not wait for each other.</summary>
    public static KernelLaunch<T> Together(IReadOnlyList<KernelLaunch<T>> launches) => launches.Count == 1 ? launches[0] : new(
        [.. launches.SelectMany(launch => launch._kernels)],
        [.. launches.SelectMany(launch => launch._views)],
        [.. launches.SelectMany(launch => launch._integers)],
        [.. launches.SelectMany(launch => launch._numbers)],
        launches.Max(launch => launch._blocks))
    {
        IsSingle = launches.All(launch => launch.IsSingle),
        Order = launches.Select(launch => launch.Order).FirstOrDefault(order => order.IsValid),
        AllLabels = launches.Select(launch => launch.AllLabels).FirstOrDefault(labels => labels.IsValid),
    };

    /// <summary>Runs it after what the stream was given before.</summary>
    /// <param name="device">The device.</param>
    /// <param name="stream">The order of all work.</param>
    /// <param name="labels">Labels of the batch.</param>
    /// <param name="counters">Seed, step and places.</param>
    public void Run(GpuContext device, AcceleratorStream stream, ArrayView<int> labels, ArrayView<long> counters)
    {
        if (_call is not null)
        {
            _call();
            return;
        }

        var (entry, config, arguments) = _bound ??= (device.Load<T>(_kernels, Form), new KernelConfig(_blocks, device.Threads), Bind(labels, counters));
        entry(stream, config, arguments);
    }

    private LaunchArguments<T> Bind(ArrayView<int> labels, ArrayView<long> counters)
    {
        object arguments = new LaunchArguments<T> { Labels = labels, Order = Order, AllLabels = AllLabels, Counters = counters };
        Set(arguments, ViewFields, _views);
        Set(arguments, IntegerFields, _integers);
        Set(arguments, NumberFields, _numbers);
        return (LaunchArguments<T>)arguments;
    }

    private static FieldInfo[] Fields(string name, int count) => [.. Enumerable.Range(0, count).Select(index => typeof(LaunchArguments<T>).GetField($"{name}{index}")!)];

    private static void Set<TValue>(object arguments, FieldInfo[] fields, IReadOnlyList<TValue> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            fields[i].SetValue(arguments, values[i]);
        }
    }
}
