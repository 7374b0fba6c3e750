namespace Rationale.Graph.Models;

/// <summary>
/// The gradient of a loss with respect to parameters. A term that is the root of a number R of the whole batch, λ √R, is differentiated apart: ∂R/∂θ is
/// added up row by row, and multiplied with λ / (2 √R) once R is known. Otherwise each row would have to wait for R, and be computed twice.
/// </summary>
internal sealed class LossGradients
{
    private readonly Node _rest;
    private readonly Node? _root;
    private readonly Node? _factor;

    public LossGradients(ModelSpecification model, ModelGraph forward, IReadOnlyList<Output> terms, Node loss)
    {
        _rest = loss;
        if (model.SelfExplaining is { Reduction: RobustnessReduction.BatchFrobenius, RobustnessWeight: > 0 } settings)
        {
            _rest = terms.Where(term => term.Name != LossTerms.Robustness).Select(term => term.Value).Aggregate((sum, term) => sum + term);
            _root = RobustnessPenalty.Total(settings, model.Task, forward);
            _factor = Functions.GradientOf(forward.Builder.Setting(LossTerms.RobustnessWeight) * SelfExplainingTerms.BatchRoot(model.Task, _root), _root, "λ√R");
        }
    }

    public Node Of(Node parameter) => _root is null
        ? Functions.GradientOf(_rest, parameter, "L")
        : Functions.GradientOf(_rest, parameter, "L") + (_factor! * Functions.GradientOf(_root, parameter, "R"));
}
