namespace Rationale.Native;

/// <summary>Kinds of devices, with the numbers that libtorch gives them.</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    Cpu = 0,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda = 1,
}

/// <summary>A device.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Index">Its number among those of its kind; −1 for the current one.</param>
public readonly record struct Device(DeviceType Type, int Index = -1)
{
    /// <summary>The processor.</summary>
    public static Device Cpu => new(DeviceType.Cpu);

    /// <summary>A GPU.</summary>
    public static Device Cuda(int index = 0) => new(DeviceType.Cuda, index);

    /// <inheritdoc/>
    public override string ToString() => Index < 0 ? Name : FormattableString.Invariant($"{Name}:{Index}");

    private string Name => Type == DeviceType.Cpu ? "cpu" : "cuda";
}
