using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Rationale.Execution;

/// <summary>
/// Threads that run one action together with their caller. Waiting spins briefly, because the next action of a training usually comes within microseconds, and then sleeps, so that an idle team costs
/// nothing. Between two runs a team refers to nothing of what it ran. Runs allocate nothing once the team has as many threads as it is asked for.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private const int SpinsBeforeSleep = 2000;

    private readonly List<Member> _members = [];
    private readonly SemaphoreSlim _done = new(0);
    private Action<int>? _action;
    private Exception? _failure;
    private int _running;
    private int _callerAsleep;
    private volatile bool _closing;

    /// <summary>When the team was last used, in the milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long LastUsed { get; set; }

    /// <summary>Runs the action once on each of a number of workers, with the worker's index, and returns when all are done; the caller is worker 0. One run at a time.</summary>
    /// <param name="workers">At least 1.</param>
    /// <param name="action">What to run.</param>
    /// <remarks>What the action throws on any worker reaches the caller as it is, after all workers are done.</remarks>
    public void Run(int workers, Action<int> action)
    {
        while (_members.Count < workers - 1)
        {
            _members.Add(new Member(this, _members.Count + 1));
        }

        (_action, _failure) = (action, null);
        Volatile.Write(ref _running, workers - 1);
        for (var i = 0; i < workers - 1; i++)
        {
            _members[i].Begin();
        }

        try
        {
            action(0);
        }
        finally
        {
            WaitForOthers();
            _action = null;
        }

        if (_failure is { } failure)
        {
            _failure = null;
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
        foreach (var member in _members)
        {
            member.End();
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
                // As with the members: whoever takes the flag down owns the wake-up. A member late from a run already over may wake the caller for
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

    /// <summary>Runs the action on a member's thread. Apart, so that no frame that lives between two runs holds the action.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunAction(int index)
    {
        try
        {
            _action!(index);
        }
        catch (Exception failure)
        {
            // Any exception must reach the caller: a member that dies silently would leave it waiting for ever.
            _failure = failure;
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _running) == 0 && Interlocked.Exchange(ref _callerAsleep, 0) == 1)
        {
            _done.Release();
        }
    }

    /// <summary>Waits about a tenth of a microsecond, and now and then lets another thread have the core: where threads outnumber cores, it is the one waited for.</summary>
    internal static void Spin(int spin)
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

    /// <summary>A thread of the team.</summary>
    private sealed class Member
    {
        private readonly WorkerTeam _team;
        private readonly int _index;
        private readonly Thread _thread;
        private readonly SemaphoreSlim _wake = new(0);
        private int _round;
        private int _asleep;

        public Member(WorkerTeam team, int index)
        {
            (_team, _index) = (team, index);

            // An unsafe start captures no execution context, which may refer to anything of whoever comes first.
            _thread = new Thread(Work) { IsBackground = true, Name = $"Rationale worker {index}" };
            _thread.UnsafeStart();
        }

        public void Begin()
        {
            Interlocked.Increment(ref _round);
            if (Interlocked.Exchange(ref _asleep, 0) == 1)
            {
                _wake.Release();
            }
        }

        public void End()
        {
            _wake.Release();
            _thread.Join();
            _wake.Dispose();
        }

        private void Work()
        {
            for (var seen = 0; ; seen++)
            {
                AwaitRound(seen);
                if (_team._closing)
                {
                    return;
                }

                _team.RunAction(_index);
                _team.Leave();
            }
        }

        private void AwaitRound(int seen)
        {
            for (var spin = 0; Volatile.Read(ref _round) == seen && !_team._closing; spin++)
            {
                if (spin < SpinsBeforeSleep)
                {
                    Spin(spin);
                    continue;
                }

                // Whoever takes the flag down owns the wake-up: the caller releases, or the member notices the new round itself.
                // The exchange is a full fence: the flag is up before the round is read again.
                Interlocked.Exchange(ref _asleep, 1);
                if (Volatile.Read(ref _round) != seen && Interlocked.Exchange(ref _asleep, 0) == 1)
                {
                    return;
                }

                _wake.Wait();
            }
        }
    }
}
