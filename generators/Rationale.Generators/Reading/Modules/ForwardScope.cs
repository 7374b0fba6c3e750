using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>What is known while one method is read: the module it belongs to, and what its parameters and locals are worth.</summary>
/// <param name="self">The module.</param>
internal sealed class ForwardScope(HandWrittenModule self)
{
    private readonly Dictionary<ISymbol, Value> _values = new(SymbolEqualityComparer.Default);

    /// <summary>The module.</summary>
    public HandWrittenModule Self => self;

    /// <summary>Gives a parameter or local a value.</summary>
    public void Set(ISymbol symbol, Value value) => _values[symbol] = value;

    /// <summary>The value of a parameter or local; null if nothing is known of it.</summary>
    public Value? Get(ISymbol symbol) => _values.TryGetValue(symbol, out var value) ? value : null;
}
