using Rationale.CompilerServices;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Objectives;

/// <summary>The prior network g of a trained model as a model of its own, a regressor over meta-features, so that whatever explains models explains the prior.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class PriorModel
{
    /// <summary>Copies the prior network out of a model.</summary>
    /// <param name="model">A model with <see cref="AttributionPriorAttribute"/>.</param>
    /// <returns>A model that gives g(m) for the meta-features of a feature; it does not change when the other is trained on.</returns>
    /// <exception cref="ArgumentException">The model has no attribution prior.</exception>
    public static Model Create(IModel model)
    {
        var runtime = ModelRuntime.From(model);
        var specification = runtime.Specification;
        var prior = specification.Find<AttributionPrior>()
            ?? throw new ArgumentException($"'{specification.Name}' has no prior network; add [AttributionPrior].", nameof(model));
        var own = Model.Interpret(new ModelSpecification(
            $"prior of {specification.Name}", EquatableArray.Create(prior.MetaFeatures), prior.Network, new RegressorTask(1, Reduction.Mean), TaskLoss.With(), new TrainingDefaults()));
        var place = runtime.Groups.Single(group => group.Term == AttributionPrior.Key);
        runtime.Parameters.Slice(place.Start, place.Length).CopyTo(own.Runtime.Parameters);
        return own;
    }
}
