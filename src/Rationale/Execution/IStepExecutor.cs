using System.Numerics;

namespace Rationale.Execution;

/// <summary>Runs one program over batches: <see cref="Executor{T}"/> on the cores of this machine, others on other devices.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
internal interface IStepExecutor<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Number of workers.</summary>
    int Workers { get; }

    /// <summary>Workers that the last run kept busy, so that their threads are still awake; 1 where nobody knows of any besides the caller.</summary>
    int ActiveWorkers => 1;

    /// <summary>Examples that go through the program together; 0 where the whole batch does.</summary>
    int TileSize { get; }

    /// <summary>The device that was taken, where the name of the target's leaves that open; null where it is the target.</summary>
    string? DeviceName => null;

    /// <summary>How the device runs steps, where it has several ways that add sums in other orders; null where it has one.</summary>
    string? Mode => null;

    /// <summary>The flat gradients of the last run, of the length of the parameters.</summary>
    Span<T> Gradients { get; }

    /// <summary>Sets the seed of everything that programs draw.</summary>
    void Seed(ulong seed);

    /// <summary>Sets a run-time number; one that the program does not use is ignored.</summary>
    void Set(string setting, T value);

    /// <summary>Gives a value for the whole data set, once for all runs; one that the program does not read is ignored.</summary>
    /// <param name="input">Its name.</param>
    /// <param name="values">Its elements; none for zeros.</param>
    /// <exception cref="NotSupportedException">The executor has no place for such values.</exception>
    void Load(string input, ReadOnlySpan<T> values) => throw new NotSupportedException($"This target cannot read '{input}', one value for a whole data set; train with Device.Cpu.");

    /// <summary>A number for the whole batch, from the last run.</summary>
    /// <exception cref="ArgumentException">The program has no such number.</exception>
    T Total(string name);

    /// <summary>Runs the program over a batch.</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="step">Number of the step, for what is drawn anew in each.</param>
    /// <param name="outputs">For each result of the program, space for [examples × width] elements.</param>
    /// <exception cref="ArgumentException">The batch is empty, or the outputs are not those of the program.</exception>
    void Run(IBatch<T> batch, ulong step = 0, ReadOnlyMemory<Memory<T>> outputs = default);

    /// <summary>Runs the program over a batch that may take a while; whoever is told may not run this executor again.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="step">Number of the step, for what is drawn anew in each.</param>
    /// <param name="outputs">For each result of the program, a buffer for [rows × width] elements.</param>
    /// <param name="progress">Told the share done; 1 at the end.</param>
    /// <param name="cancellationToken">Ends the work between its parts; what was computed is lost.</param>
    /// <exception cref="ArgumentException">The batch is empty, or the outputs are not those of the program.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    void Run(IBatch<T> batch, ulong step, ReadOnlyMemory<Memory<T>> outputs, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Run(batch, step, outputs);
        progress?.Report(1);
    }

    /// <summary>Runs an action once on every worker, with the worker's index.</summary>
    void RunOnWorkers(Action<int> action);
}
