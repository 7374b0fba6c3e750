using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Tensors;

namespace Rationale.Models;

/// <summary>
/// The programs of a model. By itself it interprets the model's graphs; generated models override what the compiler wrote for them, and leave to the
/// interpreter what is asked for rarely.
/// </summary>
/// <param name="specification">What the model declares.</param>
public class ProgramSource(ModelSpecification specification)
{
    private readonly int _parameterLength = ModelGraph.Build(specification, training: false).ParameterLength;

    /// <summary>Loss terms and gradients of the declared loss.</summary>
    public virtual StepProgram<float> Training => Interpret(ModelPrograms.Training(specification));

    /// <summary>The step of <see cref="Training"/> as operators on tensors, for targets that have them; made when it is asked for.</summary>
    public virtual TensorSchedule TensorTraining => Lower(specification);

    /// <summary>Loss terms and outputs, without dropout.</summary>
    public virtual StepProgram<float> Evaluation => Interpret(ModelPrograms.Evaluation(specification));

    /// <summary>Outputs.</summary>
    public virtual StepProgram<float> Prediction => Interpret(ModelPrograms.Prediction(specification));

    /// <summary>Training without the explanation constraint: for data without annotations, or weight zero, at less than half the cost.</summary>
    public virtual StepProgram<float> Unconstrained => Interpret(ModelPrograms.Training(specification with { Constraint = null }));

    /// <summary>Training without some of the penalties: with all of them and without the constraint as written for the model, other choices are rare.</summary>
    /// <param name="trained">The model without those penalties.</param>
    public StepProgram<float> TrainingOf(ModelSpecification trained) =>
        trained == specification ? Training
        : trained == specification with { Constraint = null } ? Unconstrained
        : Interpret(ModelPrograms.Training(trained));

    /// <summary>Outputs, and the gradient of a scalar with respect to the input.</summary>
    public virtual StepProgram<float> Explanation(ExplainedScalar scalar) => Interpret(ModelPrograms.Explanation(specification, scalar));

    /// <summary>Outputs, what a layer gives, and the gradient of a scalar with respect to that.</summary>
    public virtual StepProgram<float> LayerExplanation(ExplainedScalar scalar, int layer) => Interpret(ModelPrograms.LayerExplanation(specification, scalar, layer));

    /// <summary>Outputs, concepts, relevances and effects of a self-explaining model.</summary>
    public virtual StepProgram<float> Concepts => Interpret(ModelPrograms.Concepts(specification));

    /// <summary>How far relevances are from those of an anchor, as a multiple of how far concepts or features are, and the gradient of that.</summary>
    public virtual StepProgram<float> Stability(bool byFeatures) => Interpret(ModelPrograms.Stability(specification, byFeatures));

    /// <summary>Outputs, how far concepts are from those of an anchor, and the gradient of that.</summary>
    public virtual StepProgram<float> ConceptDistance => Interpret(ModelPrograms.ConceptDistance(specification));

    /// <summary>The step of <see cref="TrainingOf"/> as operators on tensors.</summary>
    /// <param name="trained">The model without some of its penalties.</param>
    public TensorSchedule TensorTrainingOf(ModelSpecification trained) => trained == specification ? TensorTraining : Lower(trained);

    private TensorSchedule Lower(ModelSpecification model) => TensorSchedule.Of(ModelPrograms.Compile(ModelPrograms.Training(model)), _parameterLength);

    private InterpretedProgram<float> Interpret(ComputationGraph graph) => InterpretedProgram<float>.Of(graph, _parameterLength);
}
