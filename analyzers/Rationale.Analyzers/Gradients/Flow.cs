using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Rationale.Analyzers;

/// <summary>What is known of a value in a forward pass: how it depends on the input of the model.</summary>
/// <param name="IsOpen">Whether it depends on the input by a path that autograd sees.</param>
/// <param name="Marks">What happened on the way to it.</param>
/// <param name="IsInput">Whether it is the input itself.</param>
/// <param name="Maker">The call that made it; null for anything else.</param>
internal sealed record Flow(bool IsOpen, ImmutableHashSet<Mark> Marks, bool IsInput = false, IOperation? Maker = null)
{
    /// <summary>A value that does not depend on the input.</summary>
    public static Flow Constant { get; } = new(false, []);

    /// <summary>The input of the model.</summary>
    public static Flow Input { get; } = new(true, [], IsInput: true);

    /// <summary>Whether the value depends on the input, but by no path that autograd sees.</summary>
    public bool IsCut => !IsOpen && Marks.Any(mark => mark.Kind != MarkKind.Random);

    /// <summary>What is computed from both values.</summary>
    public Flow With(Flow other) => new(IsOpen || other.IsOpen, Marks.Union(other.Marks));

    /// <summary>The value behind something that ends every path through it, if there is one.</summary>
    public Flow Cut(MarkKind kind, IOperation at, IOperation? maker = null) => new(false, IsOpen ? Marks.Add(new Mark(kind, at)) : Marks, Maker: maker);

    /// <summary>The value with a mark that ends no path.</summary>
    public Flow Marked(MarkKind kind, IOperation at) => this with { Marks = Marks.Add(new Mark(kind, at)) };

    /// <summary>A sum. A value beside its detached twin is a straight-through estimator, <c>x + (q - x).detach()</c>: its gradient is what its author chose.</summary>
    public Flow Plus(Flow other)
    {
        var sum = With(other);
        return sum.IsOpen ? sum with { Marks = sum.Marks.Where(mark => mark.Kind != MarkKind.Detached).ToImmutableHashSet() } : sum;
    }
}

/// <summary>Something that happened to a value.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">Where.</param>
internal readonly record struct Mark(MarkKind Kind, IOperation At);

/// <summary>What may happen to a value between input and output.</summary>
internal enum MarkKind
{
    /// <summary>It was detached.</summary>
    Detached,

    /// <summary>It was computed while gradients are off.</summary>
    GradientOff,

    /// <summary>It was taken out of its tensor as numbers.</summary>
    Numbers,

    /// <summary>It went through a function whose derivative is zero almost everywhere.</summary>
    ZeroDerivative,

    /// <summary>Random numbers that are drawn in evaluation too went into it. The path goes on.</summary>
    Random,
}
