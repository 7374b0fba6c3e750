using Rationale.Gpu;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>A training on a device that is named, in a process whose drivers a test has chosen.</summary>
internal static class NamedDevice
{
    /// <summary>The device that the training ran on, or what is said where it cannot.</summary>
    public static async Task<string> TrainAsync(string name)
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        try
        {
            return (await model.TrainAsync(Small.Blobs(8), new TrainingOptions { Epochs = 1, Device = GpuDevices.Parse(name) })).Device;
        }
        catch (GpuException exception)
        {
            return exception.Message;
        }
    }
}
