using Rationale.Gpu.Devices;
using Rationale.Gpu.Execution;

namespace Rationale.Gpu.Tests.Devices;

/// <summary>In which order the driver is asked to record and to replay, and what becomes of every answer; by a driver that only notes.</summary>
public class CudaGraphTests
{
    private const nint Stream = 7;

    private readonly GraphCalls _calls = new();

    private CudaGraphRecorder Recorder => new(_calls, GpuContext.Open(GpuDevice.Emulated).Accelerator, Stream);

    [Fact]
    public void A_step_is_recorded_made_ready_and_run()
    {
        var isRecording = false;
        using (var graph = Recorder.TryRecord(() => isRecording = _calls.IsRecording))
        {
            Assert.True(isRecording);
            graph!.Launch();
            graph.Launch();
        }

        Assert.Equal(["begin 7", "end 7", "instantiate", "destroy graph", "launch on 7", "launch on 7", "destroy executable"], _calls.Calls);
        Assert.Equal(0, _calls.Alive);
    }

    [Theory]
    [InlineData("begin", "begin 7")]
    [InlineData("end", "begin 7", "end 7")]
    [InlineData("instantiate", "begin 7", "end 7", "instantiate", "destroy graph")]
    public void Where_the_driver_refuses_there_is_no_graph_and_nothing_is_left(string call, params string[] calls)
    {
        _calls.Errors[call] = 901;
        Assert.Null(Recorder.TryRecord(() => { }));
        Assert.Equal(calls, _calls.Calls);
        Assert.Equal(0, _calls.Alive);
        Assert.False(_calls.IsRecording);
    }

    [Fact]
    public void Work_that_cannot_be_recorded_ends_the_recording()
    {
        Assert.Null(Recorder.TryRecord(() => throw new GpuException("cublasSgemm failed with status 14.")));
        Assert.Equal(["begin 7", "end 7", "destroy graph"], _calls.Calls);
        Assert.Throws<OutOfMemoryException>(() => Recorder.TryRecord(() => throw new OutOfMemoryException()));
        Assert.False(_calls.IsRecording);
        Assert.Equal(0, _calls.Alive);
    }

    [Fact]
    public void A_graph_that_does_not_run_says_why_and_what_to_do()
    {
        using var graph = Recorder.TryRecord(() => { })!;
        _calls.Errors["launch"] = 719;
        Assert.Equal(
            "The driver could not run a recorded step: description of 719 (CUDA error 719). The device cannot be used any more by this process; start again from the last checkpoint with TrainingOptions.Resume, or train with Device.Cpu.",
            Assert.Throws<GpuException>(graph.Launch).Message);
    }

    [Fact]
    public void A_step_runs_plainly_twice_and_is_replayed_from_then_on()
    {
        var (steps, graphs) = (0, new StepGraphs(Recorder));
        for (var run = 0; run < 5; run++)
        {
            graphs.Run("a kind", () => steps++);
        }

        // Twice plainly, and once recorded, when nothing of it runs.
        Assert.Equal(3, steps);
        Assert.Equal(3, _calls.Calls.Count(call => call == "launch on 7"));
        graphs.Run("another kind", () => steps++);
        Assert.Equal(4, steps);
        graphs.Clear();
        Assert.Equal(0, _calls.Alive);
        graphs.Run("a kind", () => steps++);
        Assert.Equal(5, steps);
    }

    [Fact]
    public void After_a_refusal_steps_run_plainly_and_nobody_asks_again()
    {
        _calls.Errors["end"] = 901;
        var (steps, graphs) = (0, new StepGraphs(Recorder));
        for (var run = 0; run < 5; run++)
        {
            graphs.Run("a kind", () => steps++);
        }

        Assert.Equal(6, steps);
        Assert.Equal(["begin 7", "end 7"], _calls.Calls);
    }
}
