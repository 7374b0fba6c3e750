using System.Diagnostics;

namespace Rationale.Tests.Kernels;

/// <summary>
/// The width of vectors is fixed when the runtime starts, so every narrower path is tested by starting this test program again with the wider instructions
/// switched off.
/// </summary>
public sealed class WidthTests
{
    private const string Marker = "RATIONALE_NARROW_VECTORS";

    [Theory]
    [InlineData("EnableAVX512", 256)]
    [InlineData("EnableAVX2", 128)]
    [InlineData("EnableHWIntrinsic", 0)]
    public async Task The_kernels_are_right_without(string instructions, int bits)
    {
        if (Environment.GetEnvironmentVariable(Marker) is not null || Environment.ProcessPath is null)
            return;
        var start = new ProcessStartInfo(Environment.ProcessPath) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(WidthTests).Assembly.Location);
        foreach (string argument in new[] { "-namespace", "Rationale.Tests.Kernels", "-noColor" })
            start.ArgumentList.Add(argument);
        start.Environment[Marker] = bits.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["DOTNET_" + instructions] = "0";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Contains("Failed: 0", output);
        Assert.DoesNotContain("Total: 0,", output);
    }

    // Runs in the started program too: the switch must have done what the test above thinks it does.
    [Fact]
    public void The_switches_narrow_the_vectors()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(Marker), out int bits))
            return;
        int widest = System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? 512
            : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? 256
            : System.Runtime.Intrinsics.Vector128.IsHardwareAccelerated ? 128 : 0;
        Assert.True(widest <= bits, $"vectors of {widest} bits in a program limited to {bits}");
    }
}
