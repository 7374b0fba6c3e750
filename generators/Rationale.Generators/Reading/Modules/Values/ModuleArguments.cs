using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>What a call hands to a module, in the order of its parameters; null stands for null and for what is left out.</summary>
/// <param name="Values">The values.</param>
/// <param name="At">The call.</param>
/// <param name="Reader">Reads the forward pass.</param>
internal sealed record ModuleArguments(IReadOnlyList<Value?> Values, IOperation At, ForwardReader Reader)
{
    /// <summary>A tensor that must be given.</summary>
    public TensorValue Tensor(int index) => Optional(index) as TensorValue ?? throw Refuse(RuleIds.CallNotUnderstood, $"gets {Optional(index)?.Kind ?? "nothing"} where a tensor is needed");

    /// <summary>What is given, if anything is.</summary>
    public Value? Optional(int index) => index < Values.Count ? Values[index] : null;

    /// <summary>Refuses what no layer takes.</summary>
    public void RequireNone(int index, string name)
    {
        if (Optional(index) is not null)
        {
            throw Refuse(RuleIds.ArgumentNotUnderstood, $"has '{name}', which no layer takes");
        }
    }

    /// <summary>An exception that marks the call.</summary>
    public NotUnderstoodException Refuse(string id, string detail) => new(id, At.Syntax, detail);
}
