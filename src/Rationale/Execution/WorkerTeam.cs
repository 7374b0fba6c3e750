using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Rationale.Execution;

/// <summary>
/// Threads that run one action together with their caller. Waiting spins briefly, because the next action of a training usually comes within microseconds, and then sleeps, so that an idle team costs
/// nothing. Between two runs a team refers to nothing of what it ran. Runs allocate nothing once the team has as many threads as it is asked for. Where no part of a run waits for another, the caller also runs
/// the parts that no thread has begun by then, and for a while all of them if that happens again and again: other processes have the cores, and waking threads would only cost.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    /// <summary>Where the process has one processor, whoever is waited for does not run while somebody spins.</summary>
    private static readonly bool HasOneProcessor = Environment.ProcessorCount == 1;

    private static readonly int SpinsBeforeSleep = HasOneProcessor ? 20 : 2000;

    /// <summary>Runs in turn in which the caller was left with all parts, after which it does not ask the others for a while.</summary>
    private const int MissesBeforeRest = 4;

    /// <summary>How long it does not ask them: long beside what asking costs, short beside what a user waits for.</summary>
    private const int RestMilliseconds = 20;

    private readonly List<Member> _members = [];
    private readonly SemaphoreSlim _done = new(0);
    private Action<int>? _action;
    private Exception? _failure;
    private int _running;
    private int _misses;
    private long _restsUntil;
    private int _callerAsleep;
    private volatile bool _closing;

    /// <summary>When the team was last used, in the milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long LastUsed { get; set; }

    /// <summary>Runs the action once for each of a number of parts, with the part's index, and returns when all are done; the caller has part 0. One run at a time.</summary>
    /// <param name="parts">At least 1.</param>
    /// <param name="action">What to run.</param>
    /// <param name="areIndependent">Whether no part waits for another; then they need not run at the same time.</param>
    /// <remarks>What the action throws for any part reaches the caller as it is, after all parts are done.</remarks>
    public void Run(int parts, Action<int> action, bool areIndependent = false)
    {
        (_action, _failure) = (action, null);
        if (areIndependent && _restsUntil > Environment.TickCount64)
        {
            for (var i = 0; i < parts; i++)
            {
                RunAction(i);
            }
        }
        else
        {
            RunTogether(parts, areIndependent);
        }

        _action = null;
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

    private void RunTogether(int parts, bool areIndependent)
    {
        while (_members.Count < parts - 1)
        {
            _members.Add(new Member(this, _members.Count + 1));
        }

        Volatile.Write(ref _running, parts - 1);
        for (var i = 0; i < parts - 1; i++)
        {
            _members[i].Begin();
        }

        RunAction(0);
        if (areIndependent)
        {
            RunUnclaimed(parts);
        }

        WaitForOthers();
    }

    /// <summary>Runs the parts that no member has begun.</summary>
    private void RunUnclaimed(int parts)
    {
        var taken = 0;
        for (var i = 0; i < parts - 1; i++)
        {
            if (_members[i].Claim())
            {
                RunAction(i + 1);
                Leave();
                taken++;
            }
        }

        _misses = taken > 0 && taken == parts - 1 ? _misses + 1 : 0;
        if (_misses >= MissesBeforeRest)
        {
            (_misses, _restsUntil) = (0, Environment.TickCount64 + RestMilliseconds);
        }
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

    /// <summary>Runs the action for a part. Apart, so that no frame that lives between two runs holds the action.</summary>
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
            Interlocked.CompareExchange(ref _failure, failure, null);
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _running) == 0 && Interlocked.Exchange(ref _callerAsleep, 0) == 1)
        {
            _done.Release();
        }
    }

    /// <summary>Waits about a tenth of a microsecond, and now and then lets another thread have the core, each time where there is one: where threads outnumber cores, it is the one waited for.</summary>
    internal static void Spin(int spin)
    {
        if (HasOneProcessor || spin % 64 == 63)
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
        private int _unclaimed;
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
            Volatile.Write(ref _unclaimed, 1);
            Interlocked.Increment(ref _round);
            if (Interlocked.Exchange(ref _asleep, 0) == 1)
            {
                _wake.Release();
            }
        }

        /// <summary>Takes the member's part of the current run: true for the first who asks, be it the member or the caller.</summary>
        public bool Claim() => Interlocked.Exchange(ref _unclaimed, 0) == 1;

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

                // A member that is late may meet the next run here already; when it gets to that round, its part is then gone.
                if (Claim())
                {
                    _team.RunAction(_index);
                    _team.Leave();
                }
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
