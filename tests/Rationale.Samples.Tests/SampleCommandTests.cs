using System.CommandLine;

namespace Rationale.Samples.Tests;

public sealed class SampleCommandTests
{
    private readonly StringWriter _error = new() { NewLine = "\n" };

    [Fact]
    public async Task Every_sample_has_the_common_options_and_its_own()
    {
        var sweep = new Option<bool>("--sweep");
        SampleContext? seen = null;
        var code = await Run(["--quick", "--seed", "9", "--device", "auto", "--sweep"], c => { seen = c; return Task.CompletedTask; }, sweep);
        Assert.Equal(0, code);
        Assert.Equal((true, 9ul, Device.Auto, true), (seen!.Quick, seen.Seed, seen.Device, seen.Value(sweep)));
        Assert.Null(seen.Data);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task A_device_that_a_sample_does_not_use_is_said()
    {
        Assert.Equal(0, await Run(["--device", "emulated"], _ => Task.CompletedTask));
        Assert.Equal("--device gpu emulated: this sample trained on the CPU, for which its networks are small enough.\n", _error.ToString());
    }

    [Theory]
    [InlineData("--device", "tpu", "--device tpu: 'tpu' names no device; choose auto, cpu, cuda, opencl or emulated, or one of several by its index, as cuda:1.")]
    [InlineData("--data", "/no/such/folder", "--data: the folder /no/such/folder does not exist.")]
    public async Task A_value_that_cannot_be_used_is_one_sentence_and_exit_code_1(string option, string value, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && value.StartsWith('/'), "The paths are those of Unix.");
        Assert.Equal(1, await Run([option, value], _ => Task.CompletedTask));
        Assert.Equal(expected + "\n", _error.ToString());
    }

    [Fact]
    public async Task A_device_that_is_not_there_is_one_sentence_and_exit_code_1()
    {
        Assert.SkipWhen(Rationale.Gpu.GpuDevices.HasCuda, "This machine has NVIDIA's driver.");
        Assert.Equal(1, await Run(["--device", "cuda"], _ => Task.CompletedTask));
        Assert.StartsWith("--device cuda: There is no CUDA device: NVIDIA's driver", _error.ToString());
        Assert.EndsWith("was not found; install its driver, or train with --device cpu.\n", _error.ToString());
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--seed", "x")]
    [InlineData("--seed", "-1")]
    public async Task Arguments_that_make_no_sense_are_one_sentence_and_exit_code_1(params string[] arguments)
    {
        Assert.Equal(1, await Run(arguments, _ => Task.CompletedTask));
        Assert.Single(_error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(arguments[^1], _error.ToString());
    }

    [Fact]
    public async Task Expected_exceptions_are_one_sentence_without_a_stack()
    {
        Assert.Equal(1, await Run([], _ => throw new ArgumentException("The weight is -1;\nit must be 0 or more.", "weight")));
        Assert.Equal("The weight is -1; it must be 0 or more.\n", _error.ToString());
    }

    [Fact]
    public async Task A_bug_keeps_its_stack_trace() =>
        await Assert.ThrowsAsync<NullReferenceException>(() => Run([], _ => throw new NullReferenceException()));

    [Fact]
    public async Task A_canceled_run_ends_with_130()
    {
        using var cancel = new CancellationTokenSource();
        var code = await new SampleCommand("test").RunAsync([], async c =>
        {
            await cancel.CancelAsync();
            c.Cancellation.ThrowIfCancellationRequested();
        }, _error, cancel.Token);
        Assert.Equal(130, code);
        Assert.Equal("Stopped.\n", _error.ToString());
    }

    private Task<int> Run(string[] arguments, Func<SampleContext, Task> body, params Option[] options) =>
        new SampleCommand("test", options).RunAsync(arguments, body, _error, TestContext.Current.CancellationToken);
}
