using System.Collections.Concurrent;
using System.Reflection;
using ILGPU;
using Rationale.Gpu.Kernels;
using Rationale.Graph.Lowering;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution;

/// <summary>The kernels of a device by the names by which kernel calls know them: the class of the kernel is named as that for the CPU, with <c>Block</c> before it.</summary>
internal static class BlockKernels
{
    private static readonly ConcurrentDictionary<(Type, string), MethodInfo> Found = [];

    /// <summary>The kernel of a call: the one of its name with parameters of its names and types.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static MethodInfo Find<T>(KernelCall call)
        where T : unmanaged => Found.GetOrAdd((typeof(T), $"{call} {string.Join(' ', call.Arguments.Select(argument => TypeOf<T>(argument)))}"), _ =>
        typeof(Lanes).Assembly.GetType($"{typeof(Lanes).Namespace}.Block{call.Class}")?.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.Name == call.Method)
            .Select(method => method.MakeGenericMethod(typeof(T)))
            .FirstOrDefault(method => Takes<T>(method, call))
        ?? throw new NotSupportedException($"There is no kernel Block{call} for devices; add it to its family in Rationale.Gpu/Kernels."));

    /// <summary>The parameters of a kernel that a call passes, all but the threads.</summary>
    public static IEnumerable<ParameterInfo> Passed(MethodInfo kernel) => kernel.GetParameters().Skip(1);

    private static bool Takes<T>(MethodInfo kernel, KernelCall call)
        where T : unmanaged =>
        Passed(kernel).Select(parameter => (parameter.Name, parameter.ParameterType)).SequenceEqual(call.Arguments.Select(argument => ((string?)argument.Parameter, TypeOf<T>(argument))));

    private static Type TypeOf<T>(KernelArgument argument)
        where T : unmanaged => argument switch
        {
            OperandArgument { Operand.Region: Region.Labels } => typeof(ArrayView<int>),
            OperandArgument => typeof(ArrayView<T>),
            ExtentArgument => typeof(int),
            BitsArgument => typeof(uint),
            NumberArgument => typeof(T),
            FlagArgument => typeof(bool),
            DimensionsArgument => typeof(BlockDimensions),
            GeometryArgument { Geometry.Type: nameof(Rationale.Kernels.ConvolutionGeometry) } => typeof(BlockConvolutionGeometry),
            GeometryArgument => typeof(BlockPoolGeometry),
            TileArgument { Value: TileValue.FirstExample or TileValue.FirstOfBatch } => typeof(long),
            TileArgument => typeof(ulong),
            _ => throw new NotSupportedException($"The argument '{argument.Parameter}', a {argument.GetType().Name}, has no form on a device."),
        };
}
