using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>The attribution φ that a term looks at: one number for each feature of each example, made of the gradient of the attribution target. Terms with equal sources share its computation.</summary>
/// <param name="Attribution">How the gradient becomes an attribution.</param>
/// <param name="References">References of an example in a step; of expected gradients only.</param>
/// <param name="Target">The attribution target s; that of <see cref="AttributionKind.LogGradient"/> is always the sum of the log-probabilities.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record AttributionSource(AttributionKind Attribution, int References, Target Target)
{
    /// <summary>The most references: the program grows with each.</summary>
    public const int MaxReferences = 64;

    /// <summary>The attribution in formulas.</summary>
    public const string Symbol = "φ";

    private bool IsExpected => Attribution == AttributionKind.ExpectedGradients;

    /// <summary>The draws that the attribution needs: references x₀ and places α on the way from them.</summary>
    public IEnumerable<ObjectiveInput> Inputs(ModelSpecification model) => !IsExpected ? [] : Enumerable.Range(1, References).SelectMany(number => new[]
    {
        new ObjectiveInput(Reference(number), new Shape(true, model.InputShape), MissingInput.Error, "The features x₀ of an example of the background", new InputDraw(InputDrawKind.Reference, number)),
        new ObjectiveInput(Place(number), Shape.PerExample(1), MissingInput.Error, "The place α on the way from x₀ to x, in [0, 1)", new InputDraw(InputDrawKind.Uniform, number)),
    });

    /// <summary>What φ is, in a formula and in words.</summary>
    public string Formula(ModelSpecification model) => Attribution switch
    {
        AttributionKind.Gradient => $"{Symbol} = ∂s/∂x",
        AttributionKind.InputTimesGradient => $"{Symbol} = x ⊙ ∂s/∂x",
        AttributionKind.LogGradient => $"{Symbol} = ∂s/∂x",
        _ => $"{Symbol} = (x − x₀) ⊙ ∂s/∂x at x₀ + α (x − x₀), {(References == 1 ? "with a reference x₀" : $"the mean over {Operators.Number.Plain(References)} references x₀")} from the background and α from [0, 1)",
    } + $", where {Explanations.Formula(Chosen, model.Task)}";

    /// <summary>Why a model has no such attribution, as one sentence; null if it has.</summary>
    /// <param name="model">The model.</param>
    /// <param name="attribute">The attribute of the term, without brackets.</param>
    public string? Problem(ModelSpecification model, string attribute)
    {
        if (IsExpected && References is < 1 or > MaxReferences)
        {
            return $"{attribute}.{nameof(References)} of '{model.Name}' is {Operators.Number.Plain(References)}, but it must be from 1 to {Operators.Number.Plain(MaxReferences)}; the mean over many steps has as many draws as one needs.";
        }

        if (model.Inputs is not [{ Layers.Count: 0 } only])
        {
            return $"[{attribute}] attributes to the features of a model of one input, but '{model.Name}' has the inputs {string.Join(" and ", model.Inputs.Select(input => $"'{input.Name}'"))}; use it on a model of one input.";
        }

        if (only.Name != ModelInput.Features)
        {
            return $"[{attribute}] reads references that data have for '{ModelInput.Features}', but the input of '{model.Name}' is named '{only.Name}'; leave its name out.";
        }

        if (Explanations.AreOfTokenIds(model))
        {
            return $"[{attribute}] attributes to features, but those of '{model.Name}' are token ids, which have no gradient; use it on a model without [Embedding].";
        }

        return Attribution == AttributionKind.LogGradient && model.Task is not ClassifierTask
            ? $"[{attribute}] takes the gradient of log-probabilities, but '{model.Name}' is a regressor and has none; use {nameof(AttributionKind)}.{nameof(AttributionKind.Gradient)}."
            : Explanations.Problem(model, Chosen);
    }

    /// <summary>φ of each example, [batch × features].</summary>
    public Node Build(ObjectiveContext context)
    {
        using (context.Builder.Enter(Phase.InnerGradient($"the attribution {Symbol}")))
        {
            var (forward, x) = (context.Forward, context.Forward.Features);
            return Attribution switch
            {
                AttributionKind.InputTimesGradient => (x * Gradient(context, forward.Outputs, x)).Flatten().Named(Symbol),
                AttributionKind.ExpectedGradients => Expected(context, x.Flatten()),
                _ => Gradient(context, forward.Outputs, x).Flatten(),
            };
        }
    }

    private static string Reference(int number) => $"reference{Operators.Number.Plain(number)}";

    private static string Place(int number) => $"place{Operators.Number.Plain(number)}";

    private Target Chosen => Attribution == AttributionKind.LogGradient ? new Target(TargetOutput.LogProbability, TargetClass.All) : Target;

    private Node Expected(ObjectiveContext context, Node x)
    {
        Node? sum = null;
        for (var number = 1; number <= References; number++)
        {
            var reference = context.Input(Reference(number)).Named("x₀").Flatten();
            var difference = (x - reference).Named("Δx");
            var point = (reference + (context.Input(Place(number)).Named("α") * difference)).Reshape(context.Forward.Features.Shape).Named("u");
            var share = difference * Gradient(context, context.Forward.Apply(context.Model, point, number), point).Flatten();
            sum = sum is null ? share : sum + share;
        }

        return (References == 1 ? sum! : (1.0 / References) * sum!).Named(Symbol);
    }

    private Node Gradient(ObjectiveContext context, Node outputs, Node withRespectTo)
    {
        var target = AttributionTarget.Build(Chosen, outputs, () => context.Forward.Labeled(context.Task));
        return Functions.GradientOf(target.Named("s"), withRespectTo, "s");
    }
}
