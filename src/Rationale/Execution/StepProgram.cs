using System.ComponentModel;
using System.Numerics;

namespace Rationale.Execution;

/// <summary>
/// A scheduled graph as code: written by the source generator, or interpreted. It holds no state; everything it touches is in the frame, so one
/// program serves every worker at once.
/// </summary>
/// <typeparam name="T">Single or double precision.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StepProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What the executor must provide.</summary>
    public abstract ProgramLayout Layout { get; }

    /// <summary>The passes as kernels for blocks of threads, one each, as a target's package takes them; none where none were written.</summary>
    public virtual IReadOnlyList<Delegate> Tiles => [];

    /// <summary>What does not depend on the examples, before the first pass. Runs once for all workers, or on each of them for its own copy of these values.</summary>
    public abstract void Prologue(Frame<T> frame);

    /// <summary>One tile of one pass. Runs on every worker.</summary>
    /// <param name="pass">Index of the pass.</param>
    /// <param name="frame">The worker's memory and the tile's examples.</param>
    public abstract void Tile(int pass, Frame<T> frame);

    /// <summary>What follows a pass when the workers' sums have been added. Runs once, on one thread.</summary>
    /// <param name="pass">Index of the pass.</param>
    /// <param name="frame">The first worker's memory, which holds the sums.</param>
    public abstract void Epilogue(int pass, Frame<T> frame);

    /// <summary>What runs the program where that is neither an <see cref="Executor{T}"/> nor a target of compiled steps; null of programs that run there.</summary>
    /// <param name="device">The device that was asked for.</param>
    /// <param name="parameters">The flat parameters, shared with whoever updates them; not disposed by the executor.</param>
    /// <exception cref="NotSupportedException">The program cannot run on the device.</exception>
    internal virtual IStepExecutor<T>? CreateExecutor(Device device, AlignedBuffer<T> parameters) => null;
}
