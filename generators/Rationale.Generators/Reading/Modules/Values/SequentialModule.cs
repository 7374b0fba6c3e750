using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Modules one after another: <c>Sequential</c>; or modules that are only kept together: <c>ModuleList</c>, <c>ModuleDict</c>.</summary>
/// <param name="children">The modules with their names.</param>
/// <param name="isCalled">Whether it can be called as a whole.</param>
/// <param name="isNamed">Whether its elements are pairs of a name and a module: <c>ModuleDict</c>.</param>
internal sealed class SequentialModule(IReadOnlyList<(string Name, ModuleValue Module)> children, bool isCalled, bool isNamed = false) : ModuleValue
{
    private readonly List<(string Name, ModuleValue Module)> _children = [.. children];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, ModuleValue Module)> Children => _children;

    /// <summary>What a loop over it sees.</summary>
    public IReadOnlyList<Value> Items => [.. _children.Select(child => isNamed ? Pair(child.Name, child.Module) : child.Module)];

    /// <summary>Whether its elements are pairs of a name and a module.</summary>
    public bool IsNamed => isNamed;

    /// <summary>A name and a module.</summary>
    public static Value Pair(string name, ModuleValue module) => new ListValue([new Constant(name), module]);

    /// <summary>Adds a module under a name, or under its number.</summary>
    public void Add(ModuleValue module, string? name = null) => _children.Add((name ?? _children.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module));

    /// <inheritdoc/>
    public override TensorValue Call(TensorValue input, IOperation at, ForwardReader reader) => isCalled
        ? _children.Aggregate(input, (value, child) => child.Module.Call(value, at, reader))
        : throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, "calls a list of modules");
}
