using System.ComponentModel;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Tensors;

namespace Rationale.Models;

/// <summary>
/// The programs of a model. By itself it interprets the model's graphs; generated models override what the compiler wrote for them, and leave to the
/// interpreter what is asked for rarely.
/// </summary>
/// <param name="specification">What the model declares.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public class ProgramSource(ModelSpecification specification)
{
    private readonly int _parameterLength = ModelGraph.Build(specification, training: false).ParameterLength;

    /// <summary>Loss terms and gradients of the declared loss.</summary>
    public virtual StepProgram<float> Training => Interpret(ModelPrograms.Training(specification));

    /// <summary>The step of <see cref="Training"/> as operators on tensors, for targets that have them; made when it is asked for.</summary>
    public virtual TensorSchedule TensorTraining => Lower([]);

    /// <summary>Loss terms and outputs, without dropout.</summary>
    public virtual StepProgram<float> Evaluation => Interpret(ModelPrograms.Evaluation(specification));

    /// <summary>Outputs.</summary>
    public virtual StepProgram<float> Prediction => Interpret(ModelPrograms.Prediction(specification));

    /// <summary>Training without some terms of the objective: with all of them as written for the model, interpreted otherwise.</summary>
    /// <param name="leftOut">Names of the terms that are left out.</param>
    /// <param name="weighted">Whether the task loss reads a weight for each example.</param>
    public StepProgram<float> TrainingWithout(IReadOnlyCollection<string> leftOut, bool weighted = false) =>
        leftOut.Count == 0 && Trained(weighted) == specification ? Training : Interpret(ModelPrograms.Training(Trained(weighted), leftOut));

    /// <summary>Evaluation whose task loss reads a weight for each example.</summary>
    public StepProgram<float> WeightedEvaluation => Trained(true) == specification ? Evaluation : Interpret(ModelPrograms.Evaluation(Trained(true)));

    /// <summary>Outputs, and the gradient of an attribution target with respect to the input.</summary>
    public virtual StepProgram<float> Explanation(Target target) => Interpret(ModelPrograms.Explanation(specification, target));

    /// <summary>Outputs, what a layer gives, and the gradient of an attribution target with respect to that.</summary>
    public virtual StepProgram<float> LayerExplanation(Target target, int layer) => Interpret(ModelPrograms.LayerExplanation(specification, target, layer));

    /// <summary>Outputs of examples and of their references, and DeepLIFT's multipliers.</summary>
    public StepProgram<float> DeepLift(Target target) => Interpret(ModelPrograms.DeepLift(specification, target));

    /// <summary>Outputs, and the guided gradient of a scalar with respect to the input.</summary>
    public StepProgram<float> GuidedBackpropagation(Target target) => Interpret(ModelPrograms.GuidedBackpropagation(specification, target));

    /// <summary>Outputs, concepts, relevances and effects of a self-explaining model.</summary>
    public virtual StepProgram<float> Concepts => Interpret(ModelPrograms.Concepts(specification));

    /// <summary>How far relevances are from those of an anchor, as a multiple of how far concepts or features are, and the gradient of that.</summary>
    public virtual StepProgram<float> Stability(bool byFeatures) => Interpret(ModelPrograms.Stability(specification, byFeatures));

    /// <summary>Outputs, how far concepts are from those of an anchor, and the gradient of that.</summary>
    public virtual StepProgram<float> ConceptDistance => Interpret(ModelPrograms.ConceptDistance(specification));

    /// <summary>The step of <see cref="TrainingWithout"/> as operators on tensors.</summary>
    /// <param name="leftOut">Names of the terms that are left out.</param>
    /// <param name="weighted">Whether the task loss reads a weight for each example.</param>
    public TensorSchedule TensorTrainingWithout(IReadOnlyCollection<string> leftOut, bool weighted = false) =>
        leftOut.Count == 0 && Trained(weighted) == specification ? TensorTraining : Lower(leftOut, weighted);

    private TensorSchedule Lower(IReadOnlyCollection<string> leftOut, bool weighted = false) =>
        TensorSchedule.Of(ModelPrograms.Compile(ModelPrograms.Training(Trained(weighted), leftOut)), _parameterLength);

    private ModelSpecification Trained(bool weighted) => weighted ? ExampleWeights.Require(specification) : specification;

    private InterpretedProgram<float> Interpret(ComputationGraph graph) => InterpretedProgram<float>.FromGraph(graph, _parameterLength);
}
