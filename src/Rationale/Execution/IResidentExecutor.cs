using System.Numerics;

namespace Rationale.Execution;

/// <summary>
/// An executor whose memory is not that of this machine's cores, and that can keep parameters, gradients and the optimizer's state there over all steps of a training: they
/// come to the host when somebody asks for them, and not with every step.
/// </summary>
/// <typeparam name="T">Type of the elements.</typeparam>
internal interface IResidentExecutor<T> : IStepExecutor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether there is such a memory. Where there is none, nothing below may be called.</summary>
    bool OnDevice { get; }

    /// <summary>Takes parameters and the optimizer's state over as the host has them. From now on <see cref="IStepExecutor{T}.Gradients"/> are copied when they are asked for.</summary>
    /// <param name="ranges">How parameters move; what is in none of them does not move.</param>
    /// <param name="first">The optimizer's first moments on the host, or its velocity; empty where it has none.</param>
    /// <param name="second">The second moments; empty where it has none.</param>
    /// <param name="trained">How many parameters move; behind them stands state.</param>
    /// <param name="states">Ranges of the state, whose new values a step leaves in the place of gradients.</param>
    /// <param name="leftOut">Ranges of the parameters whose gradients have no part in the norm.</param>
    void Attach(IReadOnlyList<UpdateRange> ranges, AlignedBuffer<T> first, AlignedBuffer<T> second, int trained, IReadOnlyList<(int Start, int Length)> states, IReadOnlyList<(int Start, int Length)> leftOut);

    /// <summary>Whether every gradient of the last run is finite.</summary>
    bool GradientsAreFinite { get; }

    /// <summary>The sum of squares of the gradients of the last run, without those that are left out.</summary>
    T SumOfSquares { get; }

    /// <summary>Moves the parameters along the gradients of the last run.</summary>
    /// <param name="step">Number of the update, from 1.</param>
    /// <param name="scale">What gradients are multiplied with before.</param>
    /// <param name="rateFactor">What the learning rate is multiplied by.</param>
    void Update(long step, double scale = 1, double rateFactor = 1);

    /// <summary>Brings the parameters to the host, if they have moved since. May be called from any thread; waits for a step in progress.</summary>
    void DownloadParameters();

    /// <summary>Brings to the device what was written to the parameters of the host since they were taken over or brought; nothing where nobody has looked at them since the last step.</summary>
    void UploadWritten();

    /// <summary>Brings the optimizer's state to the host.</summary>
    void BringOptimizer();
}
