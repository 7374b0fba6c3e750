using System.Collections.Concurrent;

namespace Rationale.Execution;

/// <summary>
/// Executors of a model's programs, kept between uses. Each use has one to itself, so that uses at the same time share parameters and programs and nothing that is written:
/// as many executors of a program exist as were in use at the same time. All of a program are made alike and give equal bits.
/// </summary>
internal sealed class ExecutorCache
{
    private readonly ConcurrentDictionary<object, Lazy<Entry>> _entries = [];

    /// <summary>Takes an executor that nobody uses, or makes one.</summary>
    /// <param name="key">What the program is known by.</param>
    /// <param name="prepare">Makes the program, once, and returns its layout and how executors of it are made.</param>
    public Lease Rent(object key, Func<(ProgramLayout Layout, Func<IStepExecutor<float>> Create)> prepare)
    {
        var entry = _entries.GetOrAdd(key, static (_, prepare) => new Lazy<Entry>(() => new Entry(prepare())), prepare);
        try
        {
            return new Lease(entry.Value);
        }
        catch when (!entry.IsValueCreated)
        {
            // What failed once is tried again by the next use, with an exception of its own.
            _entries.TryRemove(KeyValuePair.Create(key, entry));
            throw;
        }
    }

    /// <summary>Disposes executors, while none of them is in use.</summary>
    /// <param name="which">Those of which programs, by what they are known by; null for all.</param>
    public void Clear(Func<object, bool>? which = null)
    {
        foreach (var (key, entry) in _entries.Where(entry => which?.Invoke(entry.Key) ?? true))
        {
            _entries.TryRemove(key, out _);
            while (entry.IsValueCreated && entry.Value.Idle.TryPop(out var executor))
            {
                executor.Dispose();
            }
        }
    }

    /// <summary>An executor for one use; given back when it is disposed.</summary>
    internal readonly struct Lease : IDisposable
    {
        private readonly Entry _entry;

        internal Lease(Entry entry)
        {
            _entry = entry;
            Executor = entry.Idle.TryPop(out var idle) ? idle : entry.Create();
        }

        public ProgramLayout Layout => _entry.Layout;

        public IStepExecutor<float> Executor { get; }

        public void Dispose() => _entry.Idle.Push(Executor);
    }

    internal sealed class Entry((ProgramLayout Layout, Func<IStepExecutor<float>> Create) program)
    {
        public ProgramLayout Layout => program.Layout;

        public Func<IStepExecutor<float>> Create => program.Create;

        public ConcurrentStack<IStepExecutor<float>> Idle { get; } = new();
    }
}
