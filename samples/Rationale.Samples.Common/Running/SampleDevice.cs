namespace Rationale.Samples;

/// <summary>Turns the value of <c>--device</c> into a device that is there.</summary>
public static class SampleDevice
{
    /// <summary>Chooses the device.</summary>
    /// <param name="name">auto, cpu or cuda.</param>
    /// <returns>The device to train on.</returns>
    /// <exception cref="ArgumentException">The name is unknown, or the device cannot be used.</exception>
    public static string Resolve(string name) => name switch
    {
        "auto" or "cpu" => "cpu",
        "cuda" => throw new ArgumentException("--device cuda: no CUDA device can be used, the embedded target trains on the CPU; choose cpu or auto."),
        _ => throw new ArgumentException($"--device {name} is unknown; choose auto, cpu or cuda."),
    };
}
