namespace Rationale.Execution;

/// <summary>
/// Lets any number of users in at once, and now and then a writer alone. A user who meets no writer waits for nobody: entering and leaving are one atomic addition each.
/// </summary>
internal sealed class UseGate
{
    private readonly Lock _writers = new();
    private int _users;
    private int _writing;

    /// <summary>Enters as one of many users; waits while a writer is in.</summary>
    public void Enter()
    {
        // The addition is a full fence: a writer that does not count this user has raised its flag before, so that this user sees it.
        while (Interlocked.Increment(ref _users) > 0 && Volatile.Read(ref _writing) != 0)
        {
            Interlocked.Decrement(ref _users);
            lock (_writers)
            {
                // The writer has left.
            }
        }
    }

    /// <summary>Leaves as one of many users.</summary>
    public void Exit() => Interlocked.Decrement(ref _users);

    /// <summary>Waits until all users have left, and acts while nobody is in.</summary>
    /// <param name="action">What to do; it must not use the gate.</param>
    public void Write(Action action)
    {
        lock (_writers)
        {
            Interlocked.Exchange(ref _writing, 1);
            try
            {
                var wait = default(SpinWait);
                while (Volatile.Read(ref _users) != 0)
                {
                    wait.SpinOnce();
                }

                action();
            }
            finally
            {
                Volatile.Write(ref _writing, 0);
            }
        }
    }
}
