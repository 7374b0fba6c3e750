using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Tests.Models;

/// <summary>Specifications that no analyzer has seen.</summary>
public sealed class SpecificationTests
{
    private static readonly ModelSpecification Good = Small.Mlp(4, Small.Classes(3));

    public static TheoryData<ModelSpecification, string> Bad => new()
    {
        { Good.With(Small.Sum with { Weight = -1 }), "ExplainConstraint.Weight of 'Small' is -1, but it must be a finite number of 0 or more." },
        { Good.With(Small.Sum with { Weight = double.NaN }), "ExplainConstraint.Weight of 'Small' is NaN, but it must be a finite number of 0 or more." },
        { Good.With(Small.Sum with { AutomaticRatio = -2 }), "ExplainConstraint.AutomaticRatio of 'Small' is -2, but it must be a finite number of 0 or more." },
        { Good.With(new WeightPenalty(double.NaN, 0)), "WeightPenalty.L2 of 'Small' is NaN, but it must be a finite number of 0 or more." },
        { Good.With(new WeightPenalty(0, -0.25)), "WeightPenalty.L1 of 'Small' is -0.25, but it must be a finite number of 0 or more." },
        { Good with { Objectives = default }, "'Small' has no term of an objective to be trained for; give it at least a TaskLoss." },
        { Good with { Objectives = TaskLoss.With(Small.Sum, Small.Sum) }, "'Small' has several terms named 'explanation'; keep one of them." },
        {
            Good.With(new SparsityPenalty(1)),
            "'Small' has a SparsityPenalty, which needs a SelfExplainingNetwork as the only layer, but its layers are Dense, Tanh, Dense."
        },
        { Good with { InputShape = EquatableArray.Create(0) }, "The input shape of 'Small' is [0], but it needs at least one extent and none below 1." },
        { Good with { InputShape = default }, "The input shape of 'Small' is [], but it needs at least one extent and none below 1." },
        { Small.Create(3, Small.Classes(3), new ReluLayer()), "'Small' has no parameters to train; add a layer such as [Dense(3)]. (Parameter 'specification')" },
        { Small.Create(3, Small.Classes(3), new DropoutLayer(1), new DenseLayer(3, true, Initialization.PyTorchDefault)), "Dropout.Rate of 'Small' is 1, but it must be at least 0 and below 1." },
        {
            Small.Linear(3, Small.Numbers(1)).With(Small.Sum),
            "The attribution target of 'Small' is the log-probability summed over all classes, which needs classes, but a regressor has none; use Logit of All, the sum of the outputs."
        },
        {
            Small.Linear(3, Small.Classes(3)).With(Small.Sum with { Target = new Target(TargetOutput.Probability, TargetClass.All) }),
            "The attribution target of 'Small' is the probability summed over all classes, which is always 1; take the logit or the log-probability."
        },
        {
            Small.Linear(3, Small.Classes(3)).With(Small.Sum with { Target = Target.ForClass(3) }),
            "The attribution target of 'Small' is the logit of class 3, but there are only the classes 0 to 2."
        },
        {
            Small.Linear(3, Small.Classes(3)).With(Small.Sum with { Target = new Target((TargetOutput)9) }),
            "The attribution target of 'Small' is the output 9 of the predicted class, which does not exist; use one of Logit, Probability, LogProbability of one of Predicted, Labeled, All."
        },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void What_cannot_be_is_one_sentence(ModelSpecification specification, string expected) =>
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => Model.Interpret(specification)).Message);

    [Fact]
    public void Layers_that_do_not_fit_are_named() =>
        Assert.Contains("task needs 3 outputs", Assert.Throws<ShapeException>(() => Model.Interpret(Small.Create(3, Small.Classes(3), new DenseLayer(2, true, Initialization.PyTorchDefault)))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_seed_decides_the_parameters()
    {
        using var one = Model.Interpret(Good, seed: 1);
        using var same = Model.Interpret(Good, seed: 1);
        using var two = Model.Interpret(Good, seed: 2);
        Assert.Equal(one.Copy(), same.Copy());
        Assert.NotEqual(one.Copy(), two.Copy());
        two.Runtime.Initialize(1);
        Assert.Equal(one.Copy(), two.Copy());
    }

    [Fact]
    public void The_architecture_is_what_decides_whether_parameters_fit()
    {
        using var model = Model.Interpret(Small.Create(4, Small.Classes(3), new DenseLayer(8, false, Initialization.KaimingNormal), new ReluLayer(), new DropoutLayer(0.5), new DenseLayer(3, true, Initialization.KaimingNormal)));
        Assert.Equal("Input(4) Dense(8, no bias) Relu Dense(3)", model.Runtime.Architecture);
        Assert.Equal(["dense1.weight", "dense2.weight", "dense2.bias"], model.Runtime.Layout.Select(parameter => parameter.Key));
        Assert.Equal([0, 32, 56], model.Runtime.Layout.Select(parameter => parameter.Offset));
        Assert.Equal(59, model.Runtime.Parameters.Length);
    }
}
