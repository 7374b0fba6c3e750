using System.Runtime.ExceptionServices;

namespace Rationale.Execution;

/// <summary>
/// A fixed number of threads that run one action together: the caller is worker 0, the others wait between actions. Waiting spins briefly, because the
/// next action of a training usually comes within microseconds, and then sleeps, so that an idle model costs nothing. Runs allocate nothing.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    private const int SpinsBeforeSleep = 2000;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _wake;
    private readonly SemaphoreSlim _done = new(0);
    private readonly int[] _asleep;
    private Action<int>? _action;
    private Exception? _failure;
    private int _round;
    private int _running;
    private int _callerAsleep;
    private volatile bool _closing;

    public WorkerPool(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        Count = workers;
        _threads = new Thread[workers - 1];
        _wake = new SemaphoreSlim[workers - 1];
        _asleep = new int[workers - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var index = i;
            _wake[i] = new SemaphoreSlim(0);
            _threads[i] = new Thread(() => Work(index)) { IsBackground = true, Name = $"Rationale worker {i + 1}" };
            _threads[i].Start();
        }
    }

    /// <summary>Number of workers, the caller included.</summary>
    public int Count { get; }

    /// <summary>Runs the action once on every worker, with the worker's index, and returns when all are done.</summary>
    /// <remarks>What the action throws on any worker reaches the caller as it is, after all workers are done.</remarks>
    public void Run(Action<int> action)
    {
        if (_threads.Length == 0)
        {
            action(0);
            return;
        }

        _action = action;
        _failure = null;
        Volatile.Write(ref _running, _threads.Length);
        Interlocked.Increment(ref _round);
        for (var i = 0; i < _threads.Length; i++)
        {
            if (Interlocked.Exchange(ref _asleep[i], 0) == 1)
            {
                _wake[i].Release();
            }
        }

        try
        {
            action(0);
        }
        finally
        {
            WaitForOthers();
        }

        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_closing)
        {
            return;
        }

        _closing = true;
        for (var i = 0; i < _threads.Length; i++)
        {
            _wake[i].Release();
            _threads[i].Join();
            _wake[i].Dispose();
        }

        _done.Dispose();
    }

    private void WaitForOthers()
    {
        for (var spin = 0; Volatile.Read(ref _running) > 0; spin++)
        {
            if (spin < SpinsBeforeSleep)
            {
                Spin(spin);
            }
            else
            {
                // As with the workers: whoever takes the flag down owns the wake-up. A worker late from a round already over may wake the caller for
                // nothing; it then looks at the count and sleeps again.
                Interlocked.Exchange(ref _callerAsleep, 1);
                if (Volatile.Read(ref _running) == 0 && Interlocked.Exchange(ref _callerAsleep, 0) == 1)
                {
                    return;
                }

                _done.Wait();
            }
        }
    }

    private void Work(int index)
    {
        var seen = 0;
        while (true)
        {
            AwaitRound(index, seen);
            if (_closing)
            {
                return;
            }

            seen++;
            try
            {
                _action!(index + 1);
            }
            catch (Exception failure)
            {
                // Any exception must reach the caller: a worker that dies silently would leave it waiting for ever.
                _failure = failure;
            }

            if (Interlocked.Decrement(ref _running) == 0 && Interlocked.Exchange(ref _callerAsleep, 0) == 1)
            {
                _done.Release();
            }
        }
    }

    private void AwaitRound(int index, int seen)
    {
        for (var spin = 0; Volatile.Read(ref _round) == seen && !_closing; spin++)
        {
            if (spin < SpinsBeforeSleep)
            {
                Spin(spin);
                continue;
            }

            // Whoever takes the flag down owns the wake-up: the caller releases, or the worker notices the new round itself.
            // The exchange is a full fence: the flag is up before the round is read again.
            Interlocked.Exchange(ref _asleep[index], 1);
            if (Volatile.Read(ref _round) != seen && Interlocked.Exchange(ref _asleep[index], 0) == 1)
            {
                return;
            }

            _wake[index].Wait();
        }
    }

    /// <summary>Waits about a tenth of a microsecond, and now and then lets another thread have the core: where threads outnumber cores, it is the one waited for.</summary>
    private static void Spin(int spin)
    {
        if (spin % 64 == 63)
        {
            Thread.Yield();
        }
        else
        {
            Thread.SpinWait(10);
        }
    }
}
