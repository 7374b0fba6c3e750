using System.Reflection;
using ILGPU.Runtime.Cuda;

namespace Rationale.Gpu.Devices;

/// <summary>
/// GPUs that are newer than the tables of ILGPU. PTX for an older architecture is compiled by the driver for whatever newer GPU there is, so they run with the newest version of PTX that both the tables and the
/// driver know, written for an architecture that this version knows: the driver refuses PTX whose version is older than the architecture that it names.
/// </summary>
internal static class NewerDevices
{
    private static readonly (int Driver, CudaInstructionSet Set)[] Versions =
    [
        (11040, CudaInstructionSet.ISA_74), (11050, CudaInstructionSet.ISA_75), (11060, CudaInstructionSet.ISA_76), (11070, CudaInstructionSet.ISA_77), (11080, CudaInstructionSet.ISA_78),
        (12000, CudaInstructionSet.ISA_80), (12010, CudaInstructionSet.ISA_81), (12020, CudaInstructionSet.ISA_82), (12030, CudaInstructionSet.ISA_83), (12040, CudaInstructionSet.ISA_84),
        (12050, CudaInstructionSet.ISA_85), (12070, CudaInstructionSet.ISA_86), (12080, CudaInstructionSet.ISA_87), (12090, CudaInstructionSet.ISA_88),
    ];

    /// <summary>ILGPU lets the version of PTX be chosen, but takes the architecture from the card; it has no public setter.</summary>
    private static readonly PropertyInfo Architecture = typeof(CudaDevice).GetProperty(nameof(CudaDevice.Architecture))!;

    /// <summary>An architecture that every version of PTX here knows, whose programs run on every newer card.</summary>
    private static readonly CudaArchitecture Known = CudaArchitecture.SM_80;

    /// <summary>Gives a device that ILGPU knows no version of PTX for the newest one, and an architecture that it knows.</summary>
    public static void Apply(CudaDeviceOverride device) => Apply(device, CudaDriver.Version);

    /// <summary>Gives a device that ILGPU knows no version of PTX for the newest one that a driver knows, and an architecture that it knows.</summary>
    public static void Apply(CudaDeviceOverride device, int driver)
    {
        if (device.Device.InstructionSet is null)
        {
            device.InstructionSet = Newest(driver);
            if (device.Device.Architecture is { } own && own > Known)
            {
                Architecture.SetValue(device.Device, Known);
            }
        }
    }

    /// <summary>The newest version of PTX that a driver knows and ILGPU can write.</summary>
    public static CudaInstructionSet Newest(int driver) => Versions.Where(version => version.Driver <= driver).Select(version => version.Set).LastOrDefault(Versions[0].Set);
}
