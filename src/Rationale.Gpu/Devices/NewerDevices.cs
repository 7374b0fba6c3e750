using ILGPU.Runtime.Cuda;

namespace Rationale.Gpu.Devices;

/// <summary>
/// GPUs that are newer than the tables of ILGPU. PTX is compiled by the driver for whatever GPU there is, so they run with the newest version of PTX that both the tables and the driver know.
/// </summary>
internal static class NewerDevices
{
    private static readonly (int Driver, CudaInstructionSet Set)[] Versions =
    [
        (11040, CudaInstructionSet.ISA_74), (11050, CudaInstructionSet.ISA_75), (11060, CudaInstructionSet.ISA_76), (11070, CudaInstructionSet.ISA_77), (11080, CudaInstructionSet.ISA_78),
        (12000, CudaInstructionSet.ISA_80), (12010, CudaInstructionSet.ISA_81), (12020, CudaInstructionSet.ISA_82), (12030, CudaInstructionSet.ISA_83), (12040, CudaInstructionSet.ISA_84),
        (12050, CudaInstructionSet.ISA_85), (12070, CudaInstructionSet.ISA_86), (12080, CudaInstructionSet.ISA_87), (12090, CudaInstructionSet.ISA_88),
    ];

    /// <summary>Gives a device that ILGPU knows no version of PTX for the newest one.</summary>
    public static void Apply(CudaDeviceOverride device)
    {
        if (device.Device.InstructionSet is null)
        {
            device.InstructionSet = Newest(CudaDriver.Version);
        }
    }

    /// <summary>The newest version of PTX that a driver knows and ILGPU can write.</summary>
    public static CudaInstructionSet Newest(int driver) => Versions.Where(version => version.Driver <= driver).Select(version => version.Set).LastOrDefault(Versions[0].Set);
}
