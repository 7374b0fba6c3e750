using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>The objective of a model in a graph: the sum of its terms, and the gradient of that sum.</summary>
internal sealed class Objective
{
    private readonly ModelGraph _forward;
    private readonly List<(ObjectiveTerm Term, ObjectiveValue Value)> _terms;
    private readonly Node _linear;
    private readonly List<(Node Slope, Node Sum)> _ofSums = [];

    private Objective(ModelGraph forward, List<(ObjectiveTerm Term, ObjectiveValue Value)> terms)
    {
        (_forward, _terms) = (forward, terms);
        using (forward.Builder.Enter(Phase.Objective))
        {
            Loss = new Output(ModelPrograms.Loss, OutputKind.Total, Sum(terms).Named("L"));
        }

        using (forward.Builder.Enter(Phase.OuterGradient))
        {
            // Without a term that is a function of a sum, this is the loss itself.
            var linear = terms.Where(term => term.Value.BatchSum is null).ToList();
            _linear = linear.Count == 0 ? forward.Builder.Constant(0, Shape.Scalar) : Sum(linear);
            foreach (var (_, value) in terms.Where(term => term.Value.BatchSum is not null))
            {
                _ofSums.Add((Functions.GradientOf(value.Value, value.BatchSum!, "λ√R"), value.BatchSum!));
            }
        }
    }

    /// <summary>The terms, each a number for the whole batch with its coefficients applied.</summary>
    public IEnumerable<Output> Terms => _terms.Select(term => new Output(term.Term.Name, OutputKind.Total, term.Value.Value));

    /// <summary>Their sum.</summary>
    public Output Loss { get; }

    /// <summary>Builds the terms of a model over its forward pass.</summary>
    /// <param name="model">The model.</param>
    /// <param name="forward">Its forward pass.</param>
    /// <param name="leftOut">Names of terms that are left out.</param>
    public static Objective Build(ModelSpecification model, ModelGraph forward, IReadOnlyCollection<string>? leftOut = null)
    {
        var terms = new List<(ObjectiveTerm, ObjectiveValue)>();
        foreach (var term in model.Objectives.Where(term => leftOut?.Contains(term.Name) != true))
        {
            using (forward.Builder.Enter(term.Phase))
            {
                var value = term.Build(new ObjectiveContext(term, model, forward));
                value.Value.Named(term.Name);
                terms.Add((term, value));
            }
        }

        return terms.Count > 0 ? new Objective(forward, terms) : throw new ArgumentException($"'{model.Name}' has no term of an objective that is not left out, so there is nothing to train for; add a TaskLoss.");
    }

    /// <summary>The gradient of the loss with respect to each parameter; what is a function of the parameters alone gives one share for all of them.</summary>
    public IEnumerable<Output> Gradients()
    {
        if (_terms.Any(term => term.Term.IsOfParameters))
        {
            yield return new Output("θ", OutputKind.GradientShare, Gradient(_forward.AllParameters()));
        }

        foreach (var (parameter, layout) in _forward.Parameters.Zip(_forward.Layout, (parameter, layout) => (parameter, layout)))
        {
            if (_forward.Groups.Any(group => group.Start <= layout.Offset && layout.Offset < group.Start + group.Length && _terms.All(term => term.Term.Name != group.Term)))
            {
                // The term is left out, and its parameters stay as they are.
                continue;
            }

            yield return new Output(layout.Key, OutputKind.Gradient, Gradient(parameter), layout.Offset);
        }
    }

    private Node Gradient(Node parameter) => _ofSums.Aggregate(
        Functions.GradientOf(_linear, parameter, "L"),
        (sum, term) => sum + (term.Slope * Functions.GradientOf(term.Sum, parameter, "R")));

    private static Node Sum(IEnumerable<(ObjectiveTerm Term, ObjectiveValue Value)> terms) => terms.Select(term => term.Value.Value).Aggregate((sum, term) => sum + term);
}
