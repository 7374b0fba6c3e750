using Rationale.Graph;

namespace Rationale.Oracle;

/// <summary>
/// The scalars whose gradients test a derivative rule and its own derivative: s₁ = Σ c ⊙ y, whose gradients g are the vector-Jacobian products, and
/// s₂ = Σ d ⊙ g. Both as values to compute and with gradient nodes for every argument and for the cotangent c.
/// </summary>
internal sealed class DerivativeCase
{
    public DerivativeCase(Func<CaseBuilder, Node> build, int rows = 5, int seed = 1)
    {
        var builder = new CaseBuilder(rows, seed);
        Value = build(builder);
        var cotangent = builder.Argument(Value.Shape);
        First = (cotangent * Value).Total();
        FirstGradients = [.. builder.Arguments.Select(argument => Functions.GradientOf(First, argument, "s1"))];
        Second = builder.Arguments.ToList()
            .Select((argument, i) => (builder.Argument(argument.Shape, fixedValue: true) * FirstGradients[i]).Total())
            .Aggregate((sum, term) => sum + term);
        SecondGradients = [.. builder.Arguments.Select(argument => Functions.GradientOf(Second, argument, "s2"))];
        (Arguments, Sample, ParameterLength) = (builder.Arguments, builder.Sample(), builder.ParameterLength);
    }

    public Node Value { get; }

    public Node First { get; }

    public Node Second { get; }

    public IReadOnlyList<Node> FirstGradients { get; }

    public IReadOnlyList<Node> SecondGradients { get; }

    public IReadOnlyList<Node> Arguments { get; }

    public Sample Sample { get; }

    public int ParameterLength { get; }

    /// <summary>A graph of both scalars and all gradients of one of them, each gradient as the output that its shape allows.</summary>
    public ComputationGraph Graph(bool second) => new(
    [
        new Output("scalar", OutputKind.Total, second ? Second : First),
        .. Value.Shape.Batched && !second ? [new Output("value", OutputKind.PerExample, Value)] : Array.Empty<Output>(),
        .. Arguments.Select((argument, i) => argument.Operator is Rationale.Graph.Operators.ParameterOp parameter
            ? new Output(parameter.Key, OutputKind.Gradient, (second ? SecondGradients : FirstGradients)[i], parameter.Offset)
            : new Output($"argument {i}", OutputKind.PerExample, (second ? SecondGradients : FirstGradients)[i])),
    ]);

    /// <summary>The same sample with one element of one argument moved.</summary>
    public Sample Moved(int argument, int element, double by)
    {
        double[] values;
        if (Arguments[argument].Operator is Rationale.Graph.Operators.InputOp input)
        {
            values = [.. Sample.Columns[input.Key]];
            values[element] += by;
            return Sample with { Columns = new Dictionary<string, double[]>(Sample.Columns) { [input.Key] = values } };
        }

        values = [.. Sample.Parameters];
        values[((Rationale.Graph.Operators.ParameterOp)Arguments[argument].Operator).Offset + element] += by;
        return Sample with { Parameters = values };
    }
}
