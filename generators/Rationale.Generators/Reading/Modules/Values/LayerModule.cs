using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Applies the layer of a module.</summary>
/// <param name="input">What it takes.</param>
/// <param name="at">The call, for what does not fit.</param>
/// <param name="call">To be handed to the step that holds the parameters.</param>
internal delegate TensorValue LayerOfModule(TensorValue input, IOperation at, LayerCall? call);

/// <summary>A module of TorchSharp that is one layer.</summary>
/// <param name="apply">Applies the layer.</param>
internal sealed class LayerModule(LayerOfModule apply) : ModuleValue
{
    /// <summary>The tensors that it registers, in the order in which the layer asks for its parameters, and then for its state.</summary>
    public IReadOnlyList<TensorParameter> Parameters { get; set; } = [];

    /// <summary>Whether it draws random numbers, which two places in the graph would draw anew.</summary>
    public bool Draws { get; init; }

    /// <summary>Whether it gives the vectors of token ids.</summary>
    public bool LooksUp { get; init; }

    /// <summary>How the vectors that it gives are joined in the module itself.</summary>
    public BagKind Bag { get; init; }

    /// <summary>Whether it takes its input as it is, wherever the batch stands: each value by itself, or the last dimension.</summary>
    public bool TakesAnyBatch { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<LayerModule> Leaves => [this];

    /// <inheritdoc/>
    public override TensorValue Call(TensorValue input, IOperation at, ForwardReader reader)
    {
        if (!TakesAnyBatch)
        {
            input.RequireBatchFirst(at.Syntax);
        }

        if (Parameters.Count == 0 && !Draws)
        {
            return apply(input, at, null);
        }

        if (Parameters.Count > 0 && Path is null)
        {
            throw new NotUnderstoodException(RuleIds.ModuleNotUsedOnce, at.Syntax, "calls a module with parameters that no field of the class registers; keep it in a field");
        }

        var call = new LayerCall(this, at.Syntax);
        if ((LooksUp || Parameters.Any(parameter => !parameter.Trained)) && reader.Calls.Any(other => other.Module == this))
        {
            throw new NotUnderstoodException(RuleIds.ModuleNotUsedOnce, at.Syntax, LooksUp
                ? $"looks up in '{Path}' for the second time; look token ids up once, and use their vectors twice"
                : $"calls '{Path}' for the second time; its running statistics would be those of both calls, but a layer keeps those of one");
        }

        reader.Calls.Add(call);
        return apply(input, at, call);
    }
}
