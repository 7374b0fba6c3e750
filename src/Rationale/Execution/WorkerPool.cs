namespace Rationale.Execution;

/// <summary>
/// The worker threads of the process, shared by all models: whoever runs something on several of them takes a team for as long as it runs. So there are as many threads as runs at one time need, a
/// model that nobody disposes leaves none behind, and an idle thread refers to no model. Teams that nobody has taken for a while end. Which team it is makes no difference: what a worker computes depends
/// on its index alone. Taking a team allocates nothing once there are enough.
/// </summary>
internal static class WorkerPool
{
    /// <summary>How long a team stays without work.</summary>
    private const int IdleMilliseconds = 10_000;

    private static readonly Lock Gate = new();
    private static readonly List<WorkerTeam> Idle = [];
    private static readonly Timer Sweeper = CreateSweeper();
    private static bool _sweeping;

    /// <summary>Runs an action once for each of a number of workers, with the worker's index, and returns when all are done; the caller is worker 0.</summary>
    /// <param name="workers">At least 1.</param>
    /// <param name="action">What to run.</param>
    /// <param name="areIndependent">Whether no worker waits for another; then fewer threads may do the work of all, where other processes have the cores.</param>
    /// <remarks>What the action throws for any worker reaches the caller as it is, after all are done.</remarks>
    public static void Run(int workers, Action<int> action, bool areIndependent = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        if (workers == 1)
        {
            action(0);
            return;
        }

        var team = Take();
        try
        {
            team.Run(workers, action, areIndependent);
        }
        finally
        {
            GiveBack(team);
        }
    }

    /// <summary>Ends the teams that have been idle for so long, and their threads.</summary>
    internal static void Sweep(int idleMilliseconds)
    {
        List<WorkerTeam> ended = [];
        lock (Gate)
        {
            var before = Environment.TickCount64 - idleMilliseconds;
            for (var i = Idle.Count - 1; i >= 0; i--)
            {
                if (Idle[i].LastUsed <= before)
                {
                    ended.Add(Idle[i]);
                    Idle.RemoveAt(i);
                }
            }

            if (Idle.Count == 0)
            {
                _sweeping = false;
                Sweeper.Change(Timeout.Infinite, Timeout.Infinite);
            }
        }

        foreach (var team in ended)
        {
            team.Dispose();
        }
    }

    /// <summary>A timer that is not set yet. It must not capture the execution context of whoever comes first.</summary>
    private static Timer CreateSweeper()
    {
        using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        return new Timer(_ => Sweep(IdleMilliseconds));
    }

    /// <summary>The team that was given back last: its threads are the most likely to be still awake.</summary>
    private static WorkerTeam Take()
    {
        lock (Gate)
        {
            if (Idle.Count == 0)
            {
                return new WorkerTeam();
            }

            var team = Idle[^1];
            Idle.RemoveAt(Idle.Count - 1);
            return team;
        }
    }

    private static void GiveBack(WorkerTeam team)
    {
        lock (Gate)
        {
            team.LastUsed = Environment.TickCount64;
            Idle.Add(team);
            if (!_sweeping)
            {
                _sweeping = true;
                Sweeper.Change(IdleMilliseconds, IdleMilliseconds);
            }
        }
    }
}
