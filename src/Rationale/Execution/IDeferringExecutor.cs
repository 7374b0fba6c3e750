using System.Numerics;

namespace Rationale.Execution;

/// <summary>
/// An executor that takes whole steps of a training, the update among them, and makes them while the host goes on: losses are looked at every few steps, because looking at a number of a device waits for it.
/// A step whose loss or gradient is not finite moves nothing, and neither does any step after it.
/// </summary>
/// <typeparam name="T">Type of the elements.</typeparam>
internal interface IDeferringExecutor<T> : IResidentExecutor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Steps that can wait before somebody looks at them.</summary>
    int MaxPending { get; }

    /// <summary>Takes a step.</summary>
    /// <param name="batch">The examples; its memory may change afterwards.</param>
    /// <param name="step">Number of the step, for what is drawn anew in each.</param>
    /// <param name="update">Number of the update, from 1.</param>
    /// <param name="rateFactor">What the learning rate is multiplied by.</param>
    /// <param name="clipNorm">The largest norm of the gradient; 0 for any.</param>
    /// <param name="cancellationToken">Ends a step whose examples go through in parts at the next part.</param>
    /// <exception cref="OperationCanceledException">The step was not made; parameters and optimizer are as they were before it.</exception>
    void Enqueue(IBatch<T> batch, ulong step, long update, double rateFactor, double clipNorm, CancellationToken cancellationToken = default);

    /// <summary>Prepares another program over the same parameters and the same optimizer, such as the step without some terms. It takes the batches of this one, its steps are collected here in turn with those of this one, and it must be disposed before.</summary>
    /// <param name="plan">The program.</param>
    /// <param name="ranges">How its steps move parameters; what is in none of them does not move.</param>
    IDeferringExecutor<T> Beside(StepPlan plan, IReadOnlyList<UpdateRange> ranges);

    /// <summary>Waits for the steps that were taken since the last time, and gives their losses in the order of the steps.</summary>
    IReadOnlyList<PendingStep<T>> Collect();
}

/// <summary>What a step has found.</summary>
/// <typeparam name="T">Type of the elements.</typeparam>
/// <param name="Totals">The numbers for the whole batch, in the order of the layout of its program.</param>
/// <param name="IsFinite">Whether they, the gradient and its norm were finite in this and in every earlier step.</param>
internal sealed record PendingStep<T>(T[] Totals, bool IsFinite);
