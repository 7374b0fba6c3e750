using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Modules one after another: <c>Sequential</c>; or modules that are only kept together: <c>ModuleList</c>.</summary>
/// <param name="children">The modules with their names.</param>
/// <param name="isCalled">Whether it can be called as a whole.</param>
internal sealed class SequentialModule(IReadOnlyList<(string Name, ModuleValue Module)> children, bool isCalled) : ModuleValue
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, ModuleValue Module)> Children => children;

    /// <inheritdoc/>
    public override TensorValue Call(TensorValue input, IOperation at, ForwardReader reader) => isCalled
        ? children.Aggregate(input, (value, child) => child.Module.Call(value, at, reader))
        : throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, "calls a list of modules");
}
