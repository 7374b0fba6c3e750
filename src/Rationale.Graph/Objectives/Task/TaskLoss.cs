using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>The loss of the task: cross-entropy of a classifier, squared error of a regressor.</summary>
/// <param name="ClassWeights">A weight for each class; none where classes count alike. See <see cref="Objectives.ExampleWeights"/> for what weights do.</param>
/// <param name="TakesWeights">Whether the loss reads a weight for each example although classes count alike.</param>
public sealed record TaskLoss(EquatableArray<float> ClassWeights = default, bool TakesWeights = false) : ObjectiveTerm
{
    /// <summary>Name of the term.</summary>
    public const string Key = "task";

    /// <summary>The objective of a task loss and the penalties beside it, in their order; null stands for none.</summary>
    public static EquatableArray<ObjectiveTerm> With(params ObjectiveTerm?[] penalties) => new(penalties.OfType<ObjectiveTerm>().Prepend(new TaskLoss()));

    /// <summary>Whether the loss reads a weight for each example.</summary>
    public bool IsWeighted => TakesWeights || ClassWeights.Count > 0;

    /// <inheritdoc/>
    public override string Name => Key;

    /// <inheritdoc/>
    public override string Title => "Task loss";

    /// <inheritdoc/>
    public override double Growth(ModelTask task) => task.Reduction == Reduction.Sum ? 1 : 0;

    /// <inheritdoc/>
    public override EquatableArray<ObjectiveInput> Inputs(ModelSpecification model) =>
        IsWeighted ? EquatableArray.Create(new ObjectiveInput(ExampleWeights.Input, Shape.PerExample(1), MissingInput.Ones, "The weight w of each example, zero or more")) : default;

    /// <inheritdoc/>
    public override string Formula(ModelSpecification model) => ReductionText.Reduce(model.Task.Reduction, IsWeighted ? "Σ w" : "the number of examples", model.Task switch
    {
        ClassifierTask { Classes: 1 } => $"Σ {Weight}(softplus(z) − y z)",
        ClassifierTask => $"−Σ {Weight}y log softmax(z)",
        _ => $"Σ {Weight}(z − y)²",
    });

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Text)> Steps(ModelSpecification model)
    {
        var (loss, attribute) = model.Task switch
        {
            ClassifierTask { Classes: 1 } => ("binary cross-entropy", "Classifier"),
            ClassifierTask => ("cross-entropy", "Classifier"),
            _ => ("squared error", "Regressor"),
        };
        var weights = ClassWeights.Count > 0 ? $", with the weights w = {string.Join(", ", ClassWeights.Select(weight => Operators.Number.Format(weight)))} of the classes" : "";
        yield return (Title, $"{Name} = {Formula(model)}, the {loss}{weights}: [{attribute}({Operators.Number.Format(model.Task.Outputs)})].");
    }

    /// <inheritdoc/>
    public override string? Problem(ModelSpecification model) => ClassWeights.Count > 0 && ExampleWeights.Problem([.. ClassWeights.Select(weight => (double)weight)], model.Task) is { } problem
        ? $"The class weights of '{model.Name}' do not fit: {problem}; give one weight for each class."
        : null;

    /// <inheritdoc/>
    public override ObjectiveValue Build(ObjectiveContext context)
    {
        var (outputs, labels) = (context.Forward.Outputs, context.Forward.Targets(context.Task));
        var losses = context.Task switch
        {
            ClassifierTask { Classes: 1 } => Losses.BinaryCrossEntropy(outputs, labels),
            ClassifierTask => Losses.CrossEntropy(outputs, labels),
            _ => Losses.SquaredError(outputs, labels),
        };
        return new ObjectiveValue(IsWeighted ? ExampleWeights.Reduce(context, losses) : context.ReduceLikeTask(losses.Total()));
    }

    private string Weight => IsWeighted ? "w " : "";
}
