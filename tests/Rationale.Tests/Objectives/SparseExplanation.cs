using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Tests.Objectives;

/// <summary>μ Σ |∂s/∂x|, as docs/how-to/add-a-penalty.md shows it.</summary>
internal sealed record SparseExplanation(double Weight) : ObjectiveTerm
{
    public override string Name => "sparseExplanation";

    public override string Title => "Sparse explanation";

    public override bool HasInnerGradient => true;

    public override EquatableArray<Coefficient> Coefficients => EquatableArray.Create(new Coefficient(Name, "μ", Weight, "SparseExplanation", nameof(Weight)));

    public override double Growth(ModelTask task) => 1;

    public override string Formula(ModelSpecification model) => "μ Σ |∂s/∂x|";

    public override ObjectiveValue Build(ObjectiveContext context)
    {
        var gradient = Functions.GradientOf(context.Forward.Outputs.SumPerExample(), context.Forward.Features, "s");
        return new ObjectiveValue(context.Setting(Coefficients[0]) * gradient.Abs().Total());
    }
}
