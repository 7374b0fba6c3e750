using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Rationale.Gpu.Execution;
using Rationale.Gpu.Execution.Batch;
using Rationale.Gpu.Tests.Execution;
using Rationale.Gpu.Tests.Tiles;
using Rationale.Tests;

namespace Rationale.Gpu.Tests.Kernels;

/// <summary>What NVIDIA's assembler makes of the launches, on a machine where the variable RATIONALE_PTXAS names it: it is part of CUDA's toolkit, and needs no card.</summary>
public sealed partial class AssembledKernelTests : IDisposable
{
    private static readonly string Assembler = Environment.GetEnvironmentVariable("RATIONALE_PTXAS") ?? "";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The oldest and the newest architecture of the toolkits that know them; newer cards take the code of the last.</summary>
    [Theory]
    [InlineData(52)]
    [InlineData(75)]
    [InlineData(90)]
    public void The_assembler_takes_every_launch_and_keeps_values_in_registers(int architecture)
    {
        Assert.SkipUnless(File.Exists(Assembler), "RATIONALE_PTXAS names no assembler.");
        var (arch, set) = architecture switch { 52 => (CudaArchitecture.SM_52, CudaInstructionSet.ISA_74), 75 => (CudaArchitecture.SM_75, CudaInstructionSet.ISA_74), _ => (CudaArchitecture.SM_90, CudaInstructionSet.ISA_78) };
        using var context = Context.Create(builder => builder.EnableAlgorithms());
        using var backend = new PTXBackend(context, new CudaCapabilityContext(arch), arch, set, null!);
        foreach (var (name, entry) in Launches())
        {
            var said = Assemble(((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(entry), default)).PTXAssembly, architecture);
            Assert.True(said.Contains("0 bytes spill stores", StringComparison.Ordinal) && !SpilledBytes().IsMatch(said), $"{name}: {said}");

            // A block of 256 threads has the registers of a multiprocessor to itself at most, and 48 KiB of memory.
            Assert.True(Number(Registers(), said) * 256 <= 65_536 && Number(SharedBytes(), said) <= 48 * 1024, $"{name}: {said}");
        }
    }

    /// <summary>Every kernel alone, in both precisions, those that were written for models, and the launches of all benchmarks.</summary>
    private static IEnumerable<(string Name, MethodInfo Entry)> Launches()
    {
        foreach (var kernel in BlockKernelTests.Kernels<float>())
        {
            yield return (kernel.Name, LaunchWriter.Write<float>([kernel]));
        }

        foreach (var kernel in BlockKernelTests.Kernels<double>())
        {
            yield return ($"{kernel.Name} in double precision", LaunchWriter.Write<double>([kernel]));
        }

        foreach (var kernel in TileProgramTests.Kernels())
        {
            yield return ($"{kernel.DeclaringType!.DeclaringType?.Name}.{kernel.DeclaringType!.Name}.{kernel.Name}", kernel);
        }

        foreach (var (row, batch, _, model) in BenchmarkRows.All)
        {
            var launches = BatchProgram.Create(BenchmarkRows.Step(model), batch, call => Products<float>.IsLarge(call, batch)).Passes.SelectMany(pass => pass).Where(launch => launch.Kind != BatchLaunchKind.Product);
            foreach (var (number, launch) in launches.Index())
            {
                yield return (FormattableString.Invariant($"launch {number} of {row}"), LaunchWriter.Write<float>([.. launch.Calls.Select(BlockKernels.Find<float>)], launch.Kind == BatchLaunchKind.Chain ? LaunchBinder<float>.FormOf(launch.Calls) : null));
            }
        }
    }

    private string Assemble(string text, int architecture)
    {
        File.WriteAllText(_folder["launch.ptx"], text);
        var start = new ProcessStartInfo(Assembler, ["-v", FormattableString.Invariant($"-arch=sm_{architecture}"), "-o", _folder["launch.cubin"], _folder["launch.ptx"]]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        return said;
    }

    private static int Number(Regex pattern, string said) => pattern.Match(said) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("[1-9][0-9]* bytes spill")]
    private static partial Regex SpilledBytes();

    [GeneratedRegex("Used ([0-9]+) registers")]
    private static partial Regex Registers();

    [GeneratedRegex("([0-9]+) bytes smem")]
    private static partial Regex SharedBytes();
}
