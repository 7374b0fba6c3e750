using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>
/// The distance of attributions from what a network g predicts from meta-features, λ · mean |g(m_j) − φ_j|: a deep attribution prior (Weinberger, Janizek, Lee 2020, equation 3); see
/// <see cref="AttributionPriorAttribute"/>. g is part of the model and learns with it, with a learning rate of its own.
/// </summary>
/// <param name="Weight">λ, zero or more.</param>
/// <param name="MetaFeatures">q, the number of meta-features of each feature.</param>
/// <param name="Network">The layers of g, from q numbers to one.</param>
/// <param name="Source">The attribution.</param>
/// <param name="Signed">Whether g predicts attributions with their sign, rather than their magnitudes.</param>
/// <param name="Norm">Absolute or squared differences.</param>
/// <param name="LearningRate">The learning rate of g; 0 for that of the training.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record AttributionPrior(
    double Weight,
    int MetaFeatures,
    EquatableArray<Layer> Network,
    AttributionSource Source,
    bool Signed,
    PenaltyNorm Norm,
    double LearningRate = 0) : AttributionTerm(Weight, Source)
{
    /// <summary>Name of the term and key of its coefficient.</summary>
    public const string Key = "attributionPrior";

    /// <summary>The input with the meta-features, a row for each feature.</summary>
    public const string MetaFeaturesInput = "metaFeatures";

    /// <summary>Name of the group of g's parameters.</summary>
    public const string Group = "network";

    /// <inheritdoc/>
    public override string Name => Key;

    /// <inheritdoc/>
    public override string Title => "Attribution prior";

    /// <inheritdoc/>
    protected override string Attribute => "AttributionPrior";

    /// <inheritdoc/>
    protected override string Symbol => "λ₄";

    /// <inheritdoc/>
    public override EquatableArray<ParameterGroup> ParameterGroups(ModelSpecification model) =>
        EquatableArray.Create(ParameterGroup.FromLayers(Group, Network, Shape.Unbatched(Features(model), MetaFeatures), LearningRate == 0 ? null : LearningRate));

    /// <inheritdoc/>
    public override string Formula(ModelSpecification model)
    {
        var attribution = Signed ? "φ" : "abs(φ)";
        return $"λ₄ times the mean over features of {(Norm == PenaltyNorm.L1 ? $"|g(m) − {attribution}|" : $"(g(m) − {attribution})²")}, {OverExamples(model.Task)}";
    }

    /// <summary>g over meta-features, [rows × 1] for [rows × q].</summary>
    internal Node Predict(ObjectiveContext context, Node metaFeatures) => context.Apply(Group, Network, metaFeatures);

    /// <inheritdoc/>
    protected override IEnumerable<ObjectiveInput> OwnInputs(ModelSpecification model) =>
    [
        new ObjectiveInput(MetaFeaturesInput, Shape.Unbatched(Features(model), MetaFeatures), MissingInput.Error, "The meta-features m of each feature") { ShouldVary = true },
    ];

    /// <inheritdoc/>
    protected override string? OwnProblem(ModelSpecification model)
    {
        if (MetaFeatures < 1)
        {
            return $"[AttributionPrior({Operators.Number.Plain(MetaFeatures)})] of '{model.Name}' has no meta-features; give the number that each feature has.";
        }

        if (!(LearningRate >= 0) || double.IsInfinity(LearningRate))
        {
            return $"{Attribute}.{nameof(LearningRate)} of '{model.Name}' is {Operators.Number.Plain(LearningRate)}, but it must be a finite number above 0, or 0 for that of the training.";
        }

        if (Network.FirstOrDefault(layer => layer is not (DenseLayer or DropoutLayer or ActivationLayer)) is { } stray)
        {
            return $"The prior network of '{model.Name}' has {stray.Name}, but the meta-features of each feature go through it alone; use Dense, Dropout and activations.";
        }

        try
        {
            var shape = Network.Aggregate(EquatableArray.Create(MetaFeatures), (shape, layer) => layer.OutputShape(shape));
            return shape == EquatableArray.Create(1) && Network.Any(layer => layer is DenseLayer)
                ? null
                : $"The prior network of '{model.Name}' gives {ShapeException.Format(shape)} for each feature, but it must give one number by a trained layer; end it with [Dense(1)].";
        }
        catch (ShapeException exception)
        {
            return $"The layers of the prior network of '{model.Name}' do not fit: {exception.Message}.";
        }
    }

    /// <inheritdoc/>
    protected override Node Compute(ObjectiveContext context, Node attribution)
    {
        Node wanted;
        using (context.Builder.Enter(new Phase("Prior network: g(m), what the meta-features of each feature say of its attribution")))
        {
            wanted = Predict(context, context.Input(MetaFeaturesInput).Named("m")).Reshape(Shape.Unbatched(Features(context.Model))).Named("g");
        }

        var difference = wanted - (Signed ? attribution : attribution.Abs());
        var distance = (Norm == PenaltyNorm.L1 ? difference.Abs() : difference.Square()).Total();
        return context.ReduceLikeTask((1.0 / attribution.Shape.Length) * distance);
    }
}
