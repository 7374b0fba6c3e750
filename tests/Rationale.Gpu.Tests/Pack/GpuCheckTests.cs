using System.Diagnostics;
using System.Text.RegularExpressions;
using Rationale.Tests;

namespace Rationale.Gpu.Tests.Pack;

/// <summary><c>gpu-check.sh</c> where everything that it starts is a script that answers, fails, crashes or never ends: one table comes out, and an exit status that says what happened.</summary>
public sealed class GpuCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GpuCheckTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A script of bash.");
        Directory.CreateDirectory(_folder["dotnet"]);
        Directory.CreateDirectory(_folder["bin"]);
        File.Copy(Checkout.File("eng/gpu-check.sh"), _folder["gpu-check.sh"]);
        Script("dotnet/dotnet", """
            case "$*" in
              *gpu-none) if [ -n "${NO_CARD-}" ]; then echo "There is no CUDA device: NVIDIA's driver (libcuda.so.1) was not found; install its driver, or train with Device.Cpu." >&2; exit 3; fi ;;
              *Gpu.Tests.dll*) echo "    Some.Test [FAIL]"; echo "Total: 5 on $RATIONALE_GPU"; exit "${TESTS-0}" ;;
              *gpu-rrr-conv) kill -SEGV $$ ;;
              *gpu-rrr-transformer) sleep 60 ;;
              *gpu-rrr-30-64-64-2) echo "GPU gpu-rrr-30-64-64-2: failed, H100 has not enough memory for labels." ;;
              *gpu-rrr-784-512-256-10) echo "GPU gpu-rrr-784-512-256-10 Tiles: 900.0 us"; echo "GPU gpu-rrr-784-512-256-10: 150.0 us"; echo "GPU gpu-rrr-784-512-256-10-tf32: 120.5 us" ;;
              *) echo "    asked for $2 $3"; echo "GPU ${@: -1}: 20.0 us" ;;
            esac
            """);
        File.WriteAllText(_folder["gpu_peer.py"], "");
        Script("bin/python", "exit 1");
        Script("bin/python3", """
            case "$*" in
              *jax*--check) exit 1 ;;
              *--check) ;;
              *--tf32) echo "PEER gpu-rrr-784-512-256-10-tf32 torch-graph: 261.0 us" ;;
              *) echo "PEER gpu-rrr-2-50-30-2 torch-eager: 1.0 us"; echo "PEER gpu-rrr-2-50-30-2 torch-graph: 193.0 us"; echo "PEER gpu-rrr-conv torch: failed, RuntimeError: no" ;;
            esac
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_that_fail_crash_or_do_not_end_stand_in_the_table_with_the_others()
    {
        var (code, text) = await RunAsync([], "--seconds", "10");
        Assert.Equal(4, code);
        Assert.Equal(
            [
                "gpu-rrr-2-50-30-2 20.0 25 193.0 torch-graph 0.10 .14",
                "gpu-rrr-30-64-64-2 no number: H100 has not enough memory for labels.",
                "gpu-rrr-784-50-30-10 20.0 110",
                "gpu-rrr-784-512-256-10 150.0 160",
                "gpu-rrr-784-512-256-10-tf32 120.5 105 261.0 torch-graph 0.46 .50 missed",
                "gpu-rrr-784-4096-4096-10 20.0 20000",
                "gpu-rrr-784-4096-4096-10-tf32 no number: not measured",
                "gpu-rrr-conv no number: the process ended with 139",
                "gpu-rrr-resnet-small 20.0 2500",
                "gpu-rrr-transformer no number: took longer than N s, or no time was left",
                "gpu-epoch-784-50-30-10 20.0 26000",
                "gpu-first-step-resnet-small 20.0 3000000",
            ],
            Table(text).Select(line => Regex.Replace(line, @"than \d s", "than N s")));
    }

    [Fact]
    public async Task Tests_that_fail_are_named_and_rows_are_measured_all_the_same()
    {
        var (code, text) = await RunAsync([("TESTS", "1")], "--filter", "784-50-30");
        Assert.Equal(1, code);
        Assert.Contains("Some.Test [FAIL]", text, StringComparison.Ordinal);
        Assert.Contains("TESTS failed: the process ended with 1", text, StringComparison.Ordinal);
        Assert.Equal(["gpu-rrr-784-50-30-10 20.0 110", "gpu-epoch-784-50-30-10 20.0 26000"], Table(text));
    }

    [Fact]
    public async Task All_of_it_can_be_tried_without_a_card()
    {
        var (code, text) = await RunAsync([], "--device", "emulated", "--filter", "gpu-rrr-2-");
        Assert.Equal(0, code);
        Assert.Contains("CARD emulated by", text, StringComparison.Ordinal);
        Assert.Contains("Total: 5 on emulated", text, StringComparison.Ordinal);
        Assert.Contains("asked for --gpu emulated", text, StringComparison.Ordinal);
        Assert.Equal(["gpu-rrr-2-50-30-2 20.0 25 193.0 torch-graph 0.10 .14"], Table(text));
    }

    [Fact]
    public async Task Without_a_card_nothing_is_measured_and_a_sentence_says_why()
    {
        var (code, text) = await RunAsync([("NO_CARD", "1")]);
        Assert.Equal(3, code);
        Assert.Equal("Nothing was checked: There is no CUDA device: NVIDIA's driver (libcuda.so.1) was not found; install its driver, or train with Device.Cpu.", text.Trim());
    }

    [Fact]
    public async Task Without_peers_and_with_all_rows_it_ends_with_0()
    {
        Script("bin/python3", "exit 1");
        var (code, text) = await RunAsync([], "--skip-tests", "--filter", "gpu-rrr-2-");
        Assert.Equal(0, code);
        Assert.DoesNotContain("Some.Test", text, StringComparison.Ordinal);
        Assert.Contains("PEERS none: no Python here has torch or JAX with a GPU", text, StringComparison.Ordinal);
        Assert.Equal(["gpu-rrr-2-50-30-2 20.0 25"], Table(text));
    }

    [Theory]
    [InlineData("unknown argument --fast; there are --device cuda|opencl|emulated, --skip-tests, --filter TEXT and --seconds N", "--fast")]
    [InlineData("--device 'tpu' is no device; choose cuda, opencl or emulated", "--device", "tpu")]
    [InlineData("--seconds 'soon' is no number of seconds", "--seconds", "soon")]
    [InlineData("--seconds '' is no number of seconds", "--seconds")]
    public async Task Arguments_that_it_does_not_know_are_said(string sentence, params string[] arguments)
    {
        var (code, text) = await RunAsync([], arguments);
        Assert.Equal((2, sentence), (code, text.Trim()));
    }

    /// <summary>Lines of the table behind its head, with single spaces.</summary>
    private static IEnumerable<string> Table(string text) => text.Split('\n').SkipWhile(line => !line.StartsWith("row ", StringComparison.Ordinal)).Skip(1).Where(line => line.Length > 0).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private async Task<(int Code, string Text)> RunAsync((string Name, string Value)[] variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [_folder["gpu-check.sh"], .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment.Remove("OUT");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, process.ExitCode is 2 or 3 ? await error : text);
    }

    private void Script(string name, string text)
    {
        File.WriteAllText(_folder[name], "#!/usr/bin/env bash\n" + text.ReplaceLineEndings("\n") + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
