using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>A module of TorchSharp that stands for several layers, or takes several tensors: cells, recurrent modules, attention.</summary>
/// <param name="children">The parts; one without a name registers its tensors under the name of the whole.</param>
/// <param name="call">What a call gives.</param>
internal sealed class CompositeModule(IReadOnlyList<(string Name, ModuleValue Module)> children, Func<ModuleArguments, Value> call) : ModuleValue
{
    /// <summary>Makes another module of the same settings; null where nobody asks for one.</summary>
    public Func<CompositeModule>? Copy { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, ModuleValue Module)> Children => children;

    /// <inheritdoc/>
    public override Value Call(ModuleArguments arguments) => call(arguments);

    /// <inheritdoc/>
    public override TensorValue Call(TensorValue input, IOperation at, ForwardReader reader) => call(new ModuleArguments([input], at, reader)) as TensorValue
        ?? throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, "gives no tensor");
}
