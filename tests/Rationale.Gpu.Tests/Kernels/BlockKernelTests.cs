using System.Numerics;
using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Rationale.Gpu.Execution;
using Rationale.Gpu.Execution.Batch;
using Rationale.Gpu.Kernels;
using Rationale.Gpu.Tests.Execution;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;
using Rationale.Oracle;

namespace Rationale.Gpu.Tests.Kernels;

/// <summary>The kernels of devices against those that lowerings name, and what becomes of them for GPUs that are not here.</summary>
public class BlockKernelTests
{
    private static readonly IReadOnlyList<Schedule> Schedules =
    [
        .. OperatorCases.All.Values.Select(build => new DerivativeCase(build))
            .Select(one => Scheduler.Run(ModelPrograms.Compile(one.Graph(second: true)), one.ParameterLength)),
        .. OperatorCases.All.Values.Select(build => new DerivativeCase(build))
            .Select(one => Scheduler.Run(ModelPrograms.Compile(one.Graph(second: true)), one.ParameterLength, largeMatrix: 1, commonSum: 1)),
        .. Enumerable.Range(0, 40).Select(seed => RandomGraph.Make(seed)).Select(one => Scheduler.Run(ModelPrograms.Compile(one.Graph), one.Sample.Parameters.Length)),
    ];

    private static readonly IReadOnlyList<KernelCall> Calls = [.. Schedules.SelectMany(CallsOf)];

    /// <summary>Kernels of tiles, whose threads keep what they add up in registers.</summary>
    private static readonly Type[] Tiled = [typeof(BlockTiledProduct), typeof(BlockTiledConvolution), typeof(BlockTiledWeightGradient)];

    [Fact]
    public void Every_call_of_a_lowering_has_a_kernel()
    {
        Assert.NotEmpty(Calls);
        foreach (var call in Calls)
        {
            Assert.NotNull(BlockKernels.Find<float>(call));
            Assert.NotNull(BlockKernels.Find<double>(call));
        }
    }

    [Fact]
    public void The_cases_lower_every_operator() => Assert.Equal(
        LoweringTable.Operators.Where(type => !type.IsAssignableTo(typeof(PooledOp)) && type != typeof(PackPooledFiltersOp)).Select(type => type.Name).Order(StringComparer.Ordinal),
        Schedules.SelectMany(Instructions).Select(instruction => instruction.Operator.GetType().Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_kernel_is_named_by_a_lowering()
    {
        var kernels = typeof(Lanes).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Lanes).Namespace && type is { IsPublic: true, IsAbstract: true, IsSealed: true } && type.Name.StartsWith("Block", StringComparison.Ordinal) && type != typeof(BlockTrainingKernels) && !Tiled.Contains(type))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)).Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Distinct();
        Assert.Equal(Calls.Select(call => $"Block{call.Class}.{call.Method}").Distinct().Order(StringComparer.Ordinal), kernels.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_kernel_that_is_missing_is_named() => Assert.Contains(
        "BlockElementwiseKernels.Cube()", Assert.Throws<NotSupportedException>(() => BlockKernels.Find<float>(KernelCall.Create("ElementwiseKernels", "Cube"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_kernel_compiles_to_PTX_without_a_function_that_is_not_there()
    {
        // One context for both architectures: what ILGPU reads and optimizes of a kernel is the same.
        using var context = Context.Create(builder => builder.EnableAlgorithms());
        using var old = new PTXBackend(context, new CudaCapabilityContext(CudaArchitecture.SM_75), CudaArchitecture.SM_75, CudaInstructionSet.ISA_74, null!);
        using var recent = new PTXBackend(context, new CudaCapabilityContext(CudaArchitecture.SM_90), CudaArchitecture.SM_90, CudaInstructionSet.ISA_78, null!);
        MethodInfo[] kernels = [.. Kernels<float>()];
        Assert.True(kernels.Length > 60);
        foreach (var kernel in kernels)
        {
            var launch = EntryPointDescription.FromExplicitlyGroupedKernel(LaunchWriter.Write<float>([kernel]));
            foreach (var backend in new[] { old, recent })
            {
                var text = ((PTXCompiledKernel)backend.Compile(launch, default)).PTXAssembly;
                Assert.DoesNotContain(".extern", text, StringComparison.Ordinal);
                Assert.DoesNotContain("tanh.approx", text, StringComparison.Ordinal);
                Assert.True(!Tiled.Contains(kernel.DeclaringType!) || !text.Contains(".local", StringComparison.Ordinal), $"{kernel.Name} has values that stand in local memory.");
            }
        }
    }

    [Theory]
    [InlineData(nameof(BlockTrainingKernels.GatherExamples), nameof(BlockTrainingKernels.GatherExamples), nameof(BlockTrainingKernels.GatherLabels))]
    [InlineData(nameof(BlockTrainingKernels.KeepTotal), nameof(BlockTrainingKernels.KeepTotal), nameof(BlockTrainingKernels.FindNotFinite))]
    [InlineData(nameof(BlockTrainingKernels.Adam), nameof(BlockTrainingKernels.Adam), nameof(BlockTrainingKernels.Keep), nameof(BlockTrainingKernels.Record), nameof(BlockTrainingKernels.Advance))]
    public void Kernels_that_share_a_launch_compile_to_PTX(params string[] names)
    {
        using var context = Context.Create(builder => builder.EnableAlgorithms());
        using var backend = new PTXBackend(context, new CudaCapabilityContext(CudaArchitecture.SM_90), CudaArchitecture.SM_90, CudaInstructionSet.ISA_78, null!);
        MethodInfo[] kernels = [.. names.Select(name => typeof(BlockTrainingKernels).GetMethod(name)!.MakeGenericMethod(typeof(float)))];
        Assert.True(LaunchBinder<float>.Fits(kernels));
        var compiled = (PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(LaunchWriter.Write<float>(kernels)), default);
        Assert.DoesNotContain(".extern", compiled.PTXAssembly, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpu-rrr-784-512-256-10")]
    [InlineData("gpu-rrr-transformer")]
    public void Chains_compile_to_PTX(string row)
    {
        using var context = Context.Create(builder => builder.EnableAlgorithms());
        using var backend = new PTXBackend(context, new CudaCapabilityContext(CudaArchitecture.SM_90), CudaArchitecture.SM_90, CudaInstructionSet.ISA_78, null!);
        var (_, batch, _, model) = BenchmarkRows.All.Single(benchmark => benchmark.Name == row);
        var chains = BatchProgram.Create(BenchmarkRows.Step(model), batch, call => Products<float>.IsLarge(call, batch)).Passes.SelectMany(pass => pass).Where(launch => launch.Kind == BatchLaunchKind.Chain).Take(4).ToList();
        Assert.Equal(row == "gpu-rrr-transformer" ? 4 : 3, chains.Count);
        foreach (var chain in chains)
        {
            var form = LaunchBinder<float>.FormOf(chain.Calls);
            var compiled = (PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(LaunchWriter.Write<float>([.. chain.Calls.Select(BlockKernels.Find<float>)], form)), default);
            Assert.DoesNotContain(".extern", compiled.PTXAssembly, StringComparison.Ordinal);
            Assert.True(!form.Ends.SkipLast(1).Contains(true) || compiled.PTXAssembly.Contains("bar.sync", StringComparison.Ordinal));
        }
    }

    /// <summary>All kernels that a lowering names, and those of tiles and of trainings.</summary>
    internal static IEnumerable<MethodInfo> Kernels<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        .. Calls.Select(BlockKernels.Find<T>).Distinct(),
        .. Tiled.Prepend(typeof(BlockTrainingKernels)).SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)).Where(method => method.IsGenericMethodDefinition).Select(method => method.MakeGenericMethod(typeof(T))),
    ];

    private static IEnumerable<Instruction> Instructions(Schedule schedule) => schedule.Prologue.Concat(schedule.Passes.SelectMany(pass => pass.Tile.Concat(pass.Epilogue)));

    private static IEnumerable<KernelCall> CallsOf(Schedule schedule)
    {
        var lowering = new BlockLowering(schedule);
        return Instructions(schedule).SelectMany(lowering.Lower);
    }
}
