using System.ComponentModel;
using System.Diagnostics;
using Rationale.Tests;

namespace Rationale.Gpu.Tests.Devices;

/// <summary>
/// Processes that find another driver than this machine's: a library under the name that every driver of NVIDIA's has, and not under the one without a version for which ILGPU looks. It answers what a
/// variable tells it to.
/// </summary>
public sealed class PretendedDriverTests : IDisposable
{
    private const string Driver = """
        #include <stdio.h>
        #include <stdlib.h>
        static int told(const char *name) { const char *value = getenv(name); return value ? atoi(value) : 0; }
        int cuDriverGetVersion(int *version) { *version = told("PRETENDED_VERSION"); return 0; }
        int cuInit(unsigned int flags) { return told("PRETENDED_ERROR"); }
        int cuDeviceGetCount(int *count) { FILE *asked = fopen(getenv("PRETENDED_ASKED"), "w"); if (asked) fclose(asked); *count = 0; return 0; }
        int cuGetErrorString(int error, const char **text) { *text = "system has unsupported display driver / cuda driver combination"; return 0; }
        """;

    private readonly TemporaryFolder _folder = new();

    public PretendedDriverTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Drivers are found by a variable of Linux.");
        File.WriteAllText(_folder["driver.c"], Driver);
        Assert.SkipUnless(Compiles("-shared", "-fPIC", "-o", _folder["libcuda.so.1"], _folder["driver.c"]), "There is no compiler of C.");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cuda", 10020, 0, "The NVIDIA driver supports CUDA 10.2, but kernels need CUDA 11.4; update the driver, or train with Device.Cpu.")]
    [InlineData("cuda", 12060, 0, "There is no CUDA device: NVIDIA's driver finds no GPU; take another device, or train with Device.Cpu.")]
    [InlineData("cuda", 12060, 803, "There is no CUDA device: NVIDIA's driver does not start: system has unsupported display driver / cuda driver combination (CUDA error 803); take another device, or train with Device.Cpu.")]
    [InlineData("auto", 10020, 0, "cpu")]
    [InlineData("auto", 12060, 803, "cpu")]
    public async Task A_driver_that_cannot_be_used_is_refused_by_what_is_wrong_with_it_and_left_alone_by_auto(string device, int version, int error, string expected)
    {
        var variables = new[]
        {
            ("LD_LIBRARY_PATH", _folder.Root), ("PRETENDED_VERSION", FormattableString.Invariant($"{version}")), ("PRETENDED_ERROR", FormattableString.Invariant($"{error}")), ("PRETENDED_ASKED", _folder["asked"]),
        };
        Assert.Equal([expected], await OtherProcess.RunAsync(["device", device], variables));

        // ILGPU has found the driver where it may be used, and nowhere else.
        Assert.Equal(version > 11040 && error == 0, File.Exists(_folder["asked"]));
    }

    private static bool Compiles(params string[] arguments)
    {
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", arguments) { RedirectStandardError = true })!;
            compiler.WaitForExit();
            return compiler.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
