using System.Globalization;

namespace Rationale.Tests.Kernels;

/// <summary>
/// The width of vectors is fixed when the runtime starts, so every narrower path is tested by starting this test program again with the wider instructions
/// switched off.
/// </summary>
public sealed class WidthTests
{
    [Theory]
    [InlineData("EnableAVX512", 256)]
    [InlineData("EnableAVX2", 128)]
    [InlineData("EnableHWIntrinsic", 0)]
    public async Task The_kernels_are_right_without(string instructions, int bits)
    {
        var without = ("DOTNET_" + instructions, "0");

        // The switch must do what this test thinks it does.
        Assert.InRange(int.Parse(Assert.Single(await OtherProcess.RunAsync(["vector-bits"], without)), CultureInfo.InvariantCulture), 0, bits);

        var output = await OtherProcess.RunTestsAsync(["-namespace", typeof(WidthTests).Namespace!, "-class-", typeof(WidthTests).FullName!], without);
        Assert.Contains("Failed: 0", output);
        Assert.DoesNotContain("Total: 0", output);
    }
}
