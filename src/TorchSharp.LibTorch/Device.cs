using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public class Device
    {
        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var parts = description.Split(':');
            type = parts[0].ToUpperInvariant() switch
            {
                "CPU" => DeviceType.CPU,
                "CUDA" => DeviceType.CUDA,
                _ => throw new ArgumentException($"'{description}' is no device; write 'cpu', 'cuda' or 'cuda:0'.", nameof(description)),
            };
            index = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : -1;
        }

        public DeviceType type { get; }

        public int index { get; }

        internal Rationale.Native.Device Native => new((Rationale.Native.DeviceType)type, index);

        public static implicit operator Device(string description) => new(description);

        public override string ToString() => Native.ToString();

        internal static Device Of(Rationale.Native.Device device) => new((DeviceType)device.Type, device.Index);
    }

    public static readonly Device CPU = new(DeviceType.CPU);

    public static Device CUDA => new(DeviceType.CUDA);

    public static Device device(string description) => new(description);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => Rationale.Native.Gpus.Count;

        public static void synchronize(Device? device = null) => Rationale.Native.Gpus.Synchronize(Math.Max(0, device?.index ?? 0));
    }
}
