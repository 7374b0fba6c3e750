using System.ComponentModel;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph.Counterfactuals;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;
using Rationale.Graph.Tensors;

namespace Rationale.Counterfactuals;

/// <summary>
/// The programs of a translator. By itself it interprets the translator's graphs; generated translators override what the compiler wrote for them.
/// </summary>
/// <param name="translator">What the translator is.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public class TranslatorProgramSource(TranslatorSpecification translator)
{
    private readonly int _parameterLength = TranslatorNetworks.Build(translator).Length;

    /// <summary>Terms, gradients and translations of the generators.</summary>
    public virtual StepProgram<float> Generators => Interpret(TranslatorPrograms.Generators(translator));

    /// <summary>Term and gradients of the discriminators.</summary>
    public virtual StepProgram<float> Discriminators => Interpret(TranslatorPrograms.Discriminators(translator));

    /// <summary>Translations by one generator.</summary>
    /// <param name="generator">Which: of a pair 0 makes the second class and 1 the first; 0 for a star.</param>
    public virtual StepProgram<float> Translation(int generator) => Interpret(TranslatorPrograms.Translation(translator, generator));

    /// <summary>One side of a step for a target other than the cores of this machine.</summary>
    /// <param name="generators">Whether the generators' side.</param>
    /// <param name="layout">The layout of its program.</param>
    /// <param name="batchExamples">Images of each class in a step.</param>
    internal StepPlan Plan(bool generators, ProgramLayout layout, int batchExamples) =>
        PlanOf(generators ? TranslatorPrograms.Generators(translator) : TranslatorPrograms.Discriminators(translator), layout, batchExamples);

    /// <summary>Translations by one generator for a target other than the cores of this machine.</summary>
    /// <param name="generator">Which.</param>
    /// <param name="layout">The layout of its program.</param>
    /// <param name="batchExamples">The most images at a time.</param>
    internal StepPlan PlanOfTranslation(int generator, ProgramLayout layout, int batchExamples) => PlanOf(TranslatorPrograms.Translation(translator, generator), layout, batchExamples);

    private StepPlan PlanOf(Graph.ComputationGraph program, ProgramLayout layout, int batchExamples)
    {
        var graph = ModelPrograms.Compile(program);
        return new StepPlan(layout, () => Scheduler.Run(graph, _parameterLength), () => TensorSchedule.Of(graph, _parameterLength), batchExamples);
    }

    private InterpretedProgram<float> Interpret(Graph.ComputationGraph graph) => InterpretedProgram<float>.FromGraph(graph, _parameterLength);
}
