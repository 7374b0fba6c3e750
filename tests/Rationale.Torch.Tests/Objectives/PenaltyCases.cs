using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Oracle;

/// <summary>Penalties over a small network: everything that the terms of an objective can say, gradients inside them included.</summary>
internal static class PenaltyCases
{
    private const int Features = 3;
    private const int Concepts = 2;

    public static IReadOnlyDictionary<string, Func<CaseBuilder, Node>> All { get; } =
        (from penalty in Robustness().Concat([("Reconstruction", new ReconstructionPenalty(1)), ("Sparsity", new SparsityPenalty(1)), ("Task loss", new TaskLoss())])
         from task in new[] { new ClassifierTask(1, Reduction.Sum), new ClassifierTask(3, Reduction.Mean) }

         // Labels of cases have three values; what a binary task makes of its two is compared with whole models.
         where !(penalty.Term is TaskLoss && task.Classes == 1)
         select ($"{penalty.Name}, outputs {task.Classes}", (Func<CaseBuilder, Node>)(c => Build(c, penalty.Term, task))))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    private static IEnumerable<(string Name, ObjectiveTerm Term)> Robustness() =>
        from penalized in Enum.GetValues<TargetOutput>()
        from classes in Enum.GetValues<TargetClass>()
        from reduction in Enum.GetValues<RobustnessReduction>()
        select ($"Robustness {penalized} {classes} {reduction}", (ObjectiveTerm)new RobustnessPenalty(new Target(penalized, classes), reduction, 1));

    private static Node Build(CaseBuilder c, ObjectiveTerm term, ClassifierTask task)
    {
        c.Setting(term.Name, 0.7);
        var x = c.Batched(-1, 1, Features).Named("x");
        var h = x.MatMul(c.Whole(-1, 1, Features, Concepts)).Tanh();
        var relevances = x.MatMul(c.Whole(-1, 1, Features, Concepts * task.Classes)).Tanh().Reshape(Shape.PerExample(Concepts, task.Classes));
        var outputs = h.Reshape(Shape.PerExample(1, Concepts)).BatchedMatMul(relevances).Reshape(Shape.PerExample(task.Classes));
        var decoded = h.MatMul(c.Whole(-1, 1, Concepts, Features));
        var forward = new ModelGraph(c.Builder, [new InputNode(new ModelInput(ModelInput.Features, EquatableArray.Create(Features)), x)], outputs, [], []) { Concepts = new ConceptNodes(h, relevances, Scales: null, decoded) };
        var model = new ModelSpecification("Small", EquatableArray.Create(Features), default, task, EquatableArray.Create(term), new TrainingDefaults());
        return term.Build(new ObjectiveContext(term, model, forward)).Value;
    }
}
