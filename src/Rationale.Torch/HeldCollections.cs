using System.Runtime;

namespace Rationale.Torch;

/// <summary>
/// Keeps the garbage collector from running in the middle of a step. TorchSharp 0.107 frees the numbers that it hands to operators (<c>Scalar</c>) in their finalizers, and does not
/// keep them alive while the native call reads them: a collection that another thread begins at that moment gives an operator a number that is gone. Trainings of modules by
/// autograd hold collections by themselves; a loop of one's own does by <c>using var held = HeldCollections.Begin();</c> around each step.
/// </summary>
/// <remarks>
/// <para>Collections take place between two steps, after a part of a budget of 64 MiB has been allocated, and again as usual a quarter of a second after the last step. A step that
/// allocates more managed memory than that is not protected to its end, and neither is one during which somebody calls <see cref="GC.Collect()"/>.</para>
/// <para>Thread safety: any number of threads may be within a step; collections wait until none is.</para>
/// </remarks>
public static class HeldCollections
{
    /// <summary>Bytes that may be allocated before a collection comes of itself; half of it is left for the step that reaches the first half.</summary>
    private const long Budget = 64L << 20;

    /// <summary>After a refusal, which has cost a collection, no other one is asked for during this time.</summary>
    private const long PauseMilliseconds = 1000;

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(250);
    private static readonly Lock Changes = new();
    private static readonly Timer Release = new(_ => EndIdle());

    [ThreadStatic]
    private static int _depth;

    private static int _steps;
    private static long _allocated;
    private static long _retry;

    /// <summary>Begins a step; it ends when what is returned is disposed, on the same thread.</summary>
    public static Step Begin()
    {
        if (_depth++ == 0)
        {
            lock (Changes)
            {
                // Only while no other thread is within a step may a collection be let through.
                if (_steps == 0 && !IsFresh && Environment.TickCount64 >= _retry)
                {
                    Renew();
                }

                _steps++;
            }
        }

        return default;
    }

    private static bool IsHeld => GCSettings.LatencyMode == GCLatencyMode.NoGCRegion;

    private static bool IsFresh => IsHeld && GC.GetTotalAllocatedBytes() - _allocated < Budget / 2;

    private static void Renew()
    {
        End();
        try
        {
            if (!GC.TryStartNoGCRegion(Budget))
            {
                _retry = Environment.TickCount64 + PauseMilliseconds;
            }

            _allocated = GC.GetTotalAllocatedBytes();
        }
        catch (Exception refused) when (refused is InvalidOperationException or ArgumentOutOfRangeException)
        {
            // The application holds collections off itself, or its collector is limited to less.
            _retry = Environment.TickCount64 + PauseMilliseconds;
        }
    }

    private static void EndIdle()
    {
        lock (Changes)
        {
            if (_steps == 0)
            {
                End();
            }
        }
    }

    private static void End()
    {
        try
        {
            if (IsHeld)
            {
                GC.EndNoGCRegion();
            }
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself between the two lines.
        }
    }

    /// <summary>A step in progress.</summary>
    /// <remarks>Thread safety: it is ended by the thread that began it.</remarks>
    public readonly struct Step : IDisposable
    {
        /// <summary>Ends the step.</summary>
        public void Dispose()
        {
            if (--_depth == 0)
            {
                lock (Changes)
                {
                    if (--_steps == 0)
                    {
                        Release.Change(Idle, Timeout.InfiniteTimeSpan);
                    }
                }
            }
        }
    }
}
