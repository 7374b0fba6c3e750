using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;
using Rationale.Graph.Tensors;

namespace Rationale.CompilerServices;

/// <summary>
/// The programs of a model. By itself it interprets the model's graphs; generated models override what the compiler wrote for them, and leave to the
/// interpreter what is asked for rarely.
/// </summary>
/// <param name="specification">What the model declares.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public class ProgramSource(ModelSpecification specification)
{
    /// <summary>Whether a compiler wrote programs of the model.</summary>
    internal virtual bool AreGenerated => GetType() != typeof(ProgramSource);

    private readonly int _parameterLength = ModelGraph.Build(specification, training: false).ParameterLength;

    /// <summary>Loss terms and gradients of the declared loss.</summary>
    public virtual StepProgram<float> Training => Interpret(ModelPrograms.Training(specification));

    /// <summary>The step of <see cref="Training"/> as operators on tensors, for targets that have them; made when it is asked for.</summary>
    public virtual TensorSchedule TensorTraining => Lower(specification, []);

    /// <summary>Loss terms and outputs, without dropout.</summary>
    public virtual StepProgram<float> Evaluation => Interpret(ModelPrograms.Evaluation(specification));

    /// <summary>Outputs.</summary>
    public virtual StepProgram<float> Prediction => Interpret(ModelPrograms.Prediction(specification));

    /// <summary>Training of the model as a training wants it: as written for the model where that is what it declares, interpreted otherwise.</summary>
    /// <param name="trained">The model, perhaps with a task loss that reads weights, or terms with parts that it declares as zero.</param>
    /// <param name="leftOut">Names of the terms that are left out.</param>
    public StepProgram<float> TrainingOf(ModelSpecification trained, IReadOnlyCollection<string> leftOut) =>
        leftOut.Count == 0 && trained == specification ? Training : Interpret(ModelPrograms.Training(trained, leftOut));

    /// <summary>Evaluation of the model as a training wants it.</summary>
    /// <param name="trained">The model, perhaps with a task loss that reads weights, or terms with parts that it declares as zero.</param>
    public StepProgram<float> EvaluationOf(ModelSpecification trained) => trained == specification ? Evaluation : Interpret(ModelPrograms.Evaluation(trained));

    /// <summary>Outputs, and the gradient of an attribution target with respect to the input.</summary>
    public virtual StepProgram<float> Explanation(Target target) => Interpret(ModelPrograms.Explanation(specification, target));

    /// <summary>Outputs, what a layer gives, and the gradient of an attribution target with respect to that.</summary>
    public virtual StepProgram<float> LayerExplanation(Target target, int layer) => Interpret(ModelPrograms.LayerExplanation(specification, target, layer));

    /// <summary>Outputs of examples and of their references, and DeepLIFT's multipliers.</summary>
    public virtual StepProgram<float> DeepLift(Target target) => Interpret(ModelPrograms.DeepLift(specification, target));

    /// <summary>Outputs, and the guided gradient of a scalar with respect to the input.</summary>
    public virtual StepProgram<float> GuidedBackpropagation(Target target) => Interpret(ModelPrograms.GuidedBackpropagation(specification, target));

    /// <summary>Outputs, concepts, relevances and effects of a self-explaining model.</summary>
    public virtual StepProgram<float> Concepts => Interpret(ModelPrograms.Concepts(specification));

    /// <summary>How far relevances are from those of an anchor, as a multiple of how far concepts or features are, and the gradient of that.</summary>
    public virtual StepProgram<float> Stability(bool byFeatures) => Interpret(ModelPrograms.Stability(specification, byFeatures));

    /// <summary>Outputs, how far concepts are from those of an anchor, and the gradient of that.</summary>
    public virtual StepProgram<float> ConceptDistance => Interpret(ModelPrograms.ConceptDistance(specification));

    /// <summary>The step of <see cref="TrainingOf"/> as operators on tensors.</summary>
    /// <param name="trained">The model as the training wants it.</param>
    /// <param name="leftOut">Names of the terms that are left out.</param>
    public TensorSchedule TensorTrainingOf(ModelSpecification trained, IReadOnlyCollection<string> leftOut) =>
        leftOut.Count == 0 && trained == specification ? TensorTraining : Lower(trained, leftOut);

    /// <summary>The step of <see cref="TrainingOf"/> for a target.</summary>
    /// <param name="trained">The model as the training wants it.</param>
    /// <param name="leftOut">Names of the terms that are left out.</param>
    /// <param name="layout">The layout of the step.</param>
    /// <param name="batchExamples">Examples of a whole batch.</param>
    /// <param name="steps">Steps of the training; 0 where that is not known.</param>
    /// <param name="logger">Told what the target cannot do as it was asked to.</param>
    internal StepPlan TrainingPlan(ModelSpecification trained, IReadOnlyCollection<string> leftOut, ProgramLayout layout, int batchExamples, long steps, ILogger logger) =>
        new(layout, () => ScheduleOf(ModelPrograms.Training(trained, leftOut)), () => TensorTrainingOf(trained, leftOut), batchExamples)
        {
            Tiles = leftOut.Count == 0 && trained == specification ? Training.Tiles : [],
            Steps = steps,
            Logger = logger,
        };

    /// <summary>A graph as instructions.</summary>
    internal Schedule ScheduleOf(ComputationGraph graph) => Scheduler.Run(ModelPrograms.Compile(graph), _parameterLength);

    private TensorSchedule Lower(ModelSpecification trained, IReadOnlyCollection<string> leftOut) =>
        TensorSchedule.Of(ModelPrograms.Compile(ModelPrograms.Training(trained, leftOut)), _parameterLength);

    /// <summary>A graph as a program that interprets it.</summary>
    /// <param name="graph">The graph, with its gradients as nodes.</param>
    protected virtual StepProgram<float> Interpret(ComputationGraph graph) => InterpretedProgram<float>.FromGraph(graph, _parameterLength);
}
