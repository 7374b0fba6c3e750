namespace Rationale.Gpu;

/// <summary>How steps of a training run on a device.</summary>
public enum GpuMode
{
    /// <summary>As is estimated to be faster, from the sizes of the model and of the batch.</summary>
    Auto,

    /// <summary>By the kernel that was written for the model: a block of threads takes a tile of examples through the whole step. For narrow models, whose time goes into launches.</summary>
    Tiles,

    /// <summary>Operator by operator over the whole batch. For wide models, whose time goes into products; and for those that are made at run time.</summary>
    WholeBatch,
}
