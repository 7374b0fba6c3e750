using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>A parameter or a buffer that a field of a module holds itself: a tensor that is the same for every example, or a matrix that examples are multiplied with.</summary>
internal sealed class TensorField : ModuleValue
{
    private readonly LayerModule _leaf;
    private readonly (InitializerKind Kind, double Scale) _start;
    private EquatableArray<int>? _order;
    private TensorValue? _value;
    private ForwardReader? _reader;

    /// <param name="shape">Its shape; a number has one element.</param>
    /// <param name="trained">Whether it is trained.</param>
    /// <param name="start">From what it starts.</param>
    public TensorField(EquatableArray<int> shape, bool trained, (InitializerKind Kind, double Scale) start)
    {
        (Shape, Trained, _start) = (shape.Count == 0 ? EquatableArray.Create(1) : shape, trained, start);
        _leaf = new LayerModule((_, at, _) => throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, "calls a tensor"))
        {
            Parameters = [new TensorParameter("", Shape, new EquatableArray<int>(Enumerable.Range(0, Shape.Count)), trained)],
        };
    }

    /// <inheritdoc/>
    public override string Kind => Trained ? "a parameter" : "a buffer";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, ModuleValue Module)> Children => [("", _leaf)];

    /// <summary>Its shape.</summary>
    public EquatableArray<int> Shape { get; }

    /// <summary>Whether it is trained.</summary>
    public bool Trained { get; }

    /// <summary>The step that gives it.</summary>
    public ParameterStep Step => new(Shape, Trained, _start.Kind, _start.Scale);

    /// <summary>The tensor, the same at each place where it is read.</summary>
    public TensorValue Read(ForwardReader reader, SyntaxNode at)
    {
        if (_value is null)
        {
            var call = new LayerCall(_leaf, at);
            reader.Calls.Add(call);
            (_value, _reader) = (TensorValue.Of(this, call), reader);
        }

        return _value;
    }

    /// <summary>The product of examples with it along their last dimension.</summary>
    /// <param name="input">The examples.</param>
    /// <param name="transposed">Whether the matrix is [units × inputs], as that of a linear layer.</param>
    /// <param name="at">The call.</param>
    public TensorValue Multiply(TensorValue input, bool transposed, IOperation at)
    {
        var order = transposed ? EquatableArray.Create(1, 0) : EquatableArray.Create(0, 1);
        if (_order is { } known && known != order)
        {
            throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, $"multiplies with '{Path}' as it is in one place and transposed in another, but a layer has it once");
        }

        _order = order;
        _leaf.Parameters = [new TensorParameter("", Shape, order, Trained)];
        var call = new LayerCall(_leaf, at.Syntax);
        _reader!.Calls.Add(call);
        return LinearModules.Multiply(input, Shape[order[0]], Shape[order[1]], bias: false, at, call);
    }

    /// <summary>Refuses what is a matrix of a layer elsewhere.</summary>
    public void RequireNoMatrix(SyntaxNode at)
    {
        if (_order is not null)
        {
            throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at, $"is a matrix that examples are multiplied with in one place, and a tensor in another, but a layer has '{Path}' once; keep two parameters");
        }
    }

    /// <inheritdoc/>
    public override TensorValue Call(TensorValue input, IOperation at, ForwardReader reader) => throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, "calls a tensor");
}
