using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>The loss of the task: cross-entropy of a classifier, squared error of a regressor.</summary>
public sealed record TaskLoss : ObjectiveTerm
{
    /// <summary>Name of the term.</summary>
    public const string Key = "task";

    /// <summary>The objective of a task loss and the penalties beside it, in their order; null stands for none.</summary>
    public static EquatableArray<ObjectiveTerm> With(params ObjectiveTerm?[] penalties) => new(penalties.OfType<ObjectiveTerm>().Prepend(new TaskLoss()));

    /// <inheritdoc/>
    public override string Name => Key;

    /// <inheritdoc/>
    public override string Title => "Task loss";

    /// <inheritdoc/>
    public override double Growth(ModelTask task) => task.Reduction == Reduction.Sum ? 1 : 0;

    /// <inheritdoc/>
    public override string Formula(ModelSpecification model) => ReductionText.Reduce(model.Task.Reduction, "the number of examples", model.Task switch
    {
        ClassifierTask { Classes: 1 } => "Σ (softplus(z) − y z)",
        ClassifierTask => "−Σ y log softmax(z)",
        _ => "Σ (z − y)²",
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
        yield return (Title, $"{Name} = {Formula(model)}, the {loss}: [{attribute}({Operators.Number.Format(model.Task.Outputs)})].");
    }

    /// <inheritdoc/>
    public override ObjectiveValue Build(ObjectiveContext context)
    {
        var (outputs, labels) = (context.Forward.Outputs, context.Forward.Answers(context.Task));
        var losses = context.Task switch
        {
            ClassifierTask { Classes: 1 } => Losses.BinaryCrossEntropy(outputs, labels),
            ClassifierTask => Losses.CrossEntropy(outputs, labels),
            _ => Losses.SquaredError(outputs, labels),
        };
        return new ObjectiveValue(context.ReduceLikeTask(losses.Total()));
    }
}
