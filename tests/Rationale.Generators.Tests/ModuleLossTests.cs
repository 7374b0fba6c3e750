using Rationale.Torch.Tests;
using System.Reflection;
using System.Text;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;
using Rationale.Torch.Tests.Objectives;
using TorchSharp;
using static TorchSharp.torch;
using Rationale.Oracle;

namespace Rationale.Generators.Tests;

/// <summary>
/// The printed loss of a module, compiled and differentiated by autograd, against the same model as layers on the embedded target: the same number and the same gradient in
/// double precision, whatever the attributes say, near zero and where functions are flat.
/// </summary>
public sealed class ModuleLossTests
{
    private const int Examples = 7;

    private static readonly IReadOnlyDictionary<string, (string Attributes, ModelSpecification Model)> Cases = new[]
    {
        // Every target with every norm and number of classes; reductions in turn, so that each of these meets all three.
        (from target in EveryTarget.All
         from norm in Enum.GetValues<PenaltyNorm>()
         from classes in new[] { 1, 4 }
         select (target, norm, classes)).Select((one, index) => (one.target, one.norm, one.classes, reduction: Enum.GetValues<Reduction>()[index % 3])).Select(one => (
            $"[Classifier({one.classes})] [ExplainConstraint(Weight = 2, {EveryTarget.Arguments(one.target)}, Norm = PenaltyNorm.{one.norm}, Reduction = Rationale.Reduction.{one.reduction})]",
            Small.Mlp(5, new ClassifierTask(one.classes, Reduction.Sum)).With(new ExplanationPenalty(2, 0, one.target, one.norm, one.reduction)))),
        from reduction in new[] { Reduction.Sum, Reduction.Mean }
        from penalty in new[] { new WeightPenalty(0.3, 0), new WeightPenalty(0, 0.2), new WeightPenalty(0.3, 0.2) }
        from classes in new[] { 1, 4 }
        select (
            FormattableString.Invariant($"[Classifier({classes}, Reduction = Rationale.Reduction.{reduction})] [WeightPenalty(L2 = {penalty.L2}, L1 = {penalty.L1})]"),
            Small.Mlp(5, new ClassifierTask(classes, reduction)).With(penalty)),
        from reduction in new[] { Reduction.Sum, Reduction.Mean }
        from outputs in new[] { 1, 2 }
        select (
            $"[Regressor({outputs}, Reduction = Rationale.Reduction.{reduction})] [ExplainConstraint(Weight = 2)] [WeightPenalty(L2 = 0.3)]",
            Small.Mlp(5, new RegressorTask(outputs, reduction)).With(new ExplanationPenalty(2, 0, new Target(TargetOutput.Logit, TargetClass.All), PenaltyNorm.L2, Reduction.Sum)).With(new WeightPenalty(0.3, 0))),
    }
        .SelectMany(cases => cases)
        .Select((entry, index) => ($"Case{index}", entry))
        .ToDictionary(pair => pair.Item1, pair => pair.entry);

    private static readonly Lazy<CompiledModels> Modules = new(() => CompiledModels.Create(Source()));

    public static TheoryData<string, double> All
    {
        get
        {
            var data = new TheoryData<string, double>();
            foreach (var name in Cases.Keys)
            {
                data.Add(name, 1);
                data.Add(name, 30);
            }

            return data;
        }
    }

    [TorchTheory]
    [MemberData(nameof(All))]
    public void A_printed_loss_is_that_of_the_graph(string name, double spread)
    {
        using var scope = NewDisposeScope();
        var (attributes, model) = Cases[name];
        var declared = new DeclaredLoss(model, Examples, seed: 3, spread);
        using var module = Module(name, declared);

        var loss = Loss(module, declared, annotations: model.Find<ExplanationPenalty>() is not null);

        Near.Check(declared.Loss(), [loss.item<double>(), .. Gradients(module, loss)], 1e-10, $"{attributes}:");
    }

    [TorchTheory]
    [InlineData("Case0")]
    [InlineData("Case31")]
    public void Without_annotations_the_penalty_is_left_out(string name)
    {
        using var scope = NewDisposeScope();
        var model = Cases[name].Model;
        using var module = Module(name, new DeclaredLoss(model, Examples, seed: 3));
        var declared = new DeclaredLoss(model.Without(ExplanationPenalty.Key), Examples, seed: 3);

        var loss = Loss(module, declared, annotations: false);

        Near.Check(declared.Loss(), [loss.item<double>(), .. Gradients(module, loss)], 1e-10);
    }

    [TorchFact]
    public void A_gradient_that_is_not_there_is_named()
    {
        using var scope = NewDisposeScope();
        var declared = new DeclaredLoss(Cases["Case0"].Model, Examples, seed: 3);
        using var module = Module("Case0", declared);
        using (no_grad())
        {
            Assert.Contains("no_grad", Assert.Throws<InvalidOperationException>(() => Loss(module, declared, annotations: true)).Message, StringComparison.Ordinal);
        }

        using var detached = Module("Detached", declared);
        Assert.Contains("detach()", Assert.Throws<InvalidOperationException>(() => Loss(detached, declared, annotations: true)).Message, StringComparison.Ordinal);
    }

    private static nn.Module<Tensor, Tensor> Module(string name, DeclaredLoss declared)
    {
        var module = (nn.Module<Tensor, Tensor>)Modules.Value.New("Models." + name);
        module.to(float64);
        using var constant = no_grad();
        foreach (var (own, theirs) in module.parameters().Zip(declared.Parameters.Values))
        {
            own.copy_(theirs);
        }

        return module;
    }

    /// <summary>The printed method with the coefficients that the attributes declare.</summary>
    private static Tensor Loss(nn.Module<Tensor, Tensor> module, DeclaredLoss declared, bool annotations)
    {
        var method = module.GetType().GetMethod("ExplainedLoss")!;
        return (Tensor)method.Invoke(module, BindingFlags.DoNotWrapExceptions, null, [.. method.GetParameters().Select(parameter => parameter.Name switch
        {
            "x" => declared.Features,
            "labels" => declared.Labels,
            "targets" => declared.Targets,
            "annotations" => annotations ? declared.Annotations : null,
            _ => Type.Missing,
        })], null)!;
    }

    private static IEnumerable<double> Gradients(nn.Module<Tensor, Tensor> module, Tensor loss)
    {
        loss.backward();
        return module.parameters().SelectMany(parameter => parameter.grad!.contiguous().data<double>().ToArray());
    }

    private static string Source()
    {
        var source = new StringBuilder(
            """
            using Rationale;
            using TorchSharp;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Models;

            """);
        foreach (var (name, (attributes, model)) in Cases)
        {
            source.Append(Class(name, attributes, model.Task.Outputs, "x"));
        }

        return source.Append(Class("Detached", Cases["Case0"].Attributes, Cases["Case0"].Model.Task.Outputs, "x.detach()")).ToString();
    }

    /// <summary>The layers of <see cref="Small.Mlp"/>, in a form that the generator does not read, so that nothing but the loss is written.</summary>
    private static string Class(string name, string attributes, int outputs, string x) => $$"""

        /// <summary>A perceptron.</summary>
        {{attributes}} [Input(5)]
        public sealed partial class {{name}} : Module<Tensor, Tensor>
        {
            private readonly Parameter w1 = Parameter(zeros(5, 8)), b1 = Parameter(zeros(8)), w2 = Parameter(zeros(8, {{outputs}})), b2 = Parameter(zeros({{outputs}}));

            /// <inheritdoc/>
            public override Tensor forward(Tensor x) => ({{x}}.matmul(w1) + b1).tanh().matmul(w2) + b2;
        }

        """;
}
