namespace TorchSharp;

/// <summary>Tensors that are made while a scope is the innermost of its thread are disposed with it, unless they are moved out.</summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? _current;

    private readonly DisposeScope? _outer;
    private readonly HashSet<IDisposable> _held = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope()
    {
        _outer = _current;
        _current = this;
    }

    public int DisposablesCount => _held.Count;

    internal static DisposeScope? Current => _current;

    public void Attach(IDisposable disposable)
    {
        ArgumentNullException.ThrowIfNull(disposable);
        _held.Add(disposable);
        Owner(disposable, this);
    }

    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        _held.Remove(disposable);
        Owner(disposable, null);
        return disposable;
    }

    public T MoveToOuter<T>(T disposable)
        where T : IDisposable
    {
        _held.Remove(disposable);
        if (_outer is null)
        {
            Owner(disposable, null);
        }
        else
        {
            _outer.Attach(disposable);
        }

        return disposable;
    }

    public void DisposeEverything()
    {
        foreach (var disposable in _held.ToArray())
        {
            disposable.Dispose();
        }

        _held.Clear();
    }

    public void MarkAsDisposed(IDisposable disposable) => _held.Remove(disposable);

    public bool Contains(IDisposable disposable) => _held.Contains(disposable);

    public void Dispose()
    {
        DisposeEverything();
        if (_current == this)
        {
            _current = _outer;
        }
    }

    private static void Owner(IDisposable disposable, DisposeScope? scope)
    {
        if (disposable is torch.Tensor tensor)
        {
            tensor.Scope = scope;
        }
    }
}

public static partial class torch
{
    public static DisposeScope NewDisposeScope() => new();
}
