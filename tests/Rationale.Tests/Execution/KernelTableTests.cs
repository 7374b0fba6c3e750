using System.Reflection;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;
using Rationale.Kernels;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>The kernels that lowerings name, against the kernels that there are and those that the interpreter binds.</summary>
public sealed class KernelTableTests
{
    /// <summary>Kernels of training, which no graph calls.</summary>
    private static readonly Type[] OutsideGraphs = [typeof(OptimizerKernels), typeof(AccumulationKernels)];

    private static readonly IReadOnlyList<Instruction> Instructions =
    [
        .. OperatorCases.All.Values.Select(build => new DerivativeCase(build))
            .SelectMany(one => new[] { (one.Graph(second: false), one.ParameterLength), (one.Graph(second: true), one.ParameterLength) })
            .Concat(Enumerable.Range(0, 40).Select(seed => RandomGraph.Make(seed)).Select(one => (one.Graph, one.Sample.Parameters.Length)))
            .SelectMany(one => new[] { Scheduler.Run(ModelPrograms.Compile(one.Item1), one.Item2), Scheduler.Run(ModelPrograms.Compile(one.Item1), one.Item2, largeMatrix: 1, commonSum: 1), Scheduler.Run(ModelPrograms.Compile(one.Item1), one.Item2, joinsPoolings: true) })
            .SelectMany(schedule => schedule.Prologue.Concat(schedule.Passes.SelectMany(pass => pass.Tile.Concat(pass.Epilogue)))),
    ];

    private static readonly IReadOnlyList<KernelCall> Calls = [.. Instructions.SelectMany(LoweringTable.Lower)];

    private static readonly IEnumerable<string> Named = Calls.Select(call => $"{call.Class}.{call.Method}").Distinct().Order(StringComparer.Ordinal);

    public static TheoryData<string> Cases => new(OperatorCases.All.Keys);

    [Fact]
    public void The_cases_below_lower_every_operator() => Assert.Equal(
        LoweringTable.Operators.Select(type => type.Name).Order(StringComparer.Ordinal),
        Instructions.Select(instruction => instruction.Operator.GetType().Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_call_passes_the_parameters_of_a_kernel_in_their_order()
    {
        foreach (var call in Calls)
        {
            var kernels = typeof(ElementwiseKernels).Assembly.GetType($"{typeof(ElementwiseKernels).Namespace}.{call.Class}");
            Assert.True(kernels is not null, $"{call} names a class that does not exist");
            Assert.True(kernels.GetMethods().Any(method => method.Name == call.Method && Passes(call, method)), $"{call} has no kernel with these parameters");
        }
    }

    [Fact]
    public void Every_geometry_passes_the_parameters_of_what_makes_it()
    {
        var geometries = Calls.SelectMany(call => call.Arguments).OfType<GeometryArgument>().Select(argument => argument.Geometry).Distinct().ToList();
        Assert.Equal(3, geometries.Select(geometry => (geometry.Type, geometry.Factory)).Distinct().Count());
        foreach (var geometry in geometries)
        {
            var type = typeof(ElementwiseKernels).Assembly.GetType($"{typeof(ElementwiseKernels).Namespace}.{geometry.Type}", throwOnError: true)!;
            MethodBase maker = geometry.Factory is { } factory ? type.GetMethod(factory)! : type.GetConstructors().Single(one => one.GetParameters().Length > 0);
            Assert.Equal(
                maker.GetParameters().Select(parameter => (parameter.Name, parameter.HasDefaultValue ? (int?)parameter.DefaultValue : null)),
                geometry.Sizes.Select(size => ((string?)size.Parameter, size.Default)));
        }
    }

    [Fact]
    public void The_interpreter_binds_what_lowerings_name_and_nothing_else()
    {
        foreach (var call in Calls)
        {
            Assert.NotNull(KernelTable<float>.Bind(call));
            Assert.NotNull(KernelTable<double>.Bind(call));
        }

        Assert.Equal(Named, KernelTable<float>.Known.Select(kernel => $"{kernel.Class}.{kernel.Method}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_kernel_is_named_by_a_lowering()
    {
        var kernels = typeof(ElementwiseKernels).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ElementwiseKernels).Namespace && type is { IsPublic: true, IsAbstract: true, IsSealed: true } && !OutsideGraphs.Contains(type))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.ReturnType == typeof(void))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Distinct();
        Assert.Equal(Named, kernels.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_call_of_an_unknown_kernel_is_named() => Assert.Contains(
        "ElementwiseKernels.Cube(y)",
        Assert.Throws<NotSupportedException>(() => KernelTable<float>.Bind(KernelCall.Create(
            "ElementwiseKernels", "Cube", new OperandArgument("y", new Operand(Region.Tile, 0, Shape.PerExample(2), "y"), IsWritten: true)))).Message,
        StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_step_allocates_nothing_whatever_the_operator(string name)
    {
        var derivative = new DerivativeCase(OperatorCases.All[name]);
        using var runner = new Runner<float>(
            InterpretedProgram<float>.FromGraph(derivative.Graph(second: true), derivative.ParameterLength), derivative.Sample, new ExecutionOptions { Workers = 1 });
        runner.Step();
        Assert.Equal(0, Allocations.Measure(() => runner.Step()));
    }

    /// <summary>Whether a kernel has the parameters of a call: their names and types, and a default where the call counts on one.</summary>
    private static bool Passes(KernelCall call, MethodInfo kernel)
    {
        var method = kernel.IsGenericMethodDefinition ? kernel.MakeGenericMethod(typeof(float)) : kernel;
        return call.Arguments.Select(argument => (argument.Parameter, TypeOf(argument), argument is FlagArgument { IsOptional: true }))
            .SequenceEqual(method.GetParameters().Select(parameter => (parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue)));
    }

    private static Type TypeOf(KernelArgument argument) => argument switch
    {
        OperandArgument { Operand.Region: Region.CommonSum } => typeof(CommonSum<float>),
        OperandArgument { IsWritten: true } => typeof(Span<float>),
        OperandArgument { Operand.Region: Region.Labels } or DimensionsArgument => typeof(ReadOnlySpan<int>),
        OperandArgument => typeof(ReadOnlySpan<float>),
        ExtentArgument => typeof(int),
        NumberArgument => typeof(float),
        DoubleArgument => typeof(double),
        FlagArgument => typeof(bool),
        GeometryArgument { Geometry.Type: nameof(ConvolutionGeometry) } => typeof(ConvolutionGeometry),
        GeometryArgument { Geometry.Type: nameof(PoolGeometry) } => typeof(PoolGeometry),
        TileArgument { Value: TileValue.FirstExample } => typeof(long),
        TileArgument => typeof(ulong),
        _ => throw new NotSupportedException($"a {argument.GetType().Name} has no type here"),
    };
}
