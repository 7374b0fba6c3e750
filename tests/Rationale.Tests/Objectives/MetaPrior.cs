using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Tests.Objectives;

/// <summary>
/// A term with everything that a term may bring: λ Σₙ eₙ Σ_d (∂s/∂x_nd − m_d)², where e is given for each example and m = tanh(M W + b) v is a network of the term's own over a matrix M of
/// meta-features, given once for the data set.
/// </summary>
internal sealed record MetaPrior(double Weight, double? LearningRate = null) : ObjectiveTerm
{
    public const int Meta = 2;

    public const int Hidden = 3;

    public override string Name => "prior";

    public override string Title => "Prior";

    public override EquatableArray<Coefficient> Coefficients => EquatableArray.Create(new Coefficient(Name, "μ", Weight, "Prior", nameof(Weight)));

    public override bool HasInnerGradient => true;

    public override double Growth(ModelTask task) => 1;

    public override string Formula(ModelSpecification model) => "μ Σ e (∂s/∂x − m)²";

    public override EquatableArray<ObjectiveInput> Inputs(ModelSpecification model) => EquatableArray.Create(
        new ObjectiveInput("meta", Shape.Unbatched(model.InputShape[0], Meta), MissingInput.Error, "M, what is known of each feature"),
        new ObjectiveInput("emphasis", Shape.PerExample(1), MissingInput.Error, "e, how much each example counts"));

    public override EquatableArray<ParameterGroup> ParameterGroups(ModelSpecification model) => EquatableArray.Create(new ParameterGroup(
        "network",
        EquatableArray.Create(
            new GroupParameter("W", Shape.Unbatched(Meta, Hidden), new Initializer(InitializerKind.Normal, 0.7)),
            new GroupParameter("b", Shape.Unbatched(Hidden), new Initializer(InitializerKind.Normal, 0.3)),
            new GroupParameter("v", Shape.Unbatched(Hidden, 1), new Initializer(InitializerKind.Normal, 0.7))),
        LearningRate));

    public override ObjectiveValue Build(ObjectiveContext context)
    {
        Node gradient;
        using (context.Builder.Enter(Phase.InnerGradient("what the prior is about, ∂s/∂x")))
        {
            gradient = Functions.GradientOf(context.Forward.Outputs.SumPerExample(), context.Forward.Features, "s");
        }

        var hidden = (context.Input("meta").MatMul(context.Parameter("network", "W")) + context.Parameter("network", "b")).Tanh();
        var wanted = hidden.MatMul(context.Parameter("network", "v")).Reshape(Shape.Unbatched(context.Model.InputShape[0])).Named("m");
        var total = (context.Input("emphasis") * (gradient - wanted).Square()).Total();
        return new ObjectiveValue(context.Setting(Coefficients[0]) * total);
    }
}
