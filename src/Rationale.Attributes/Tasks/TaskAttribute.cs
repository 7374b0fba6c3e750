namespace Rationale;

/// <summary>Base of the attributes that say what a model is trained for. A model has exactly one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public abstract class TaskAttribute : Attribute
{
    /// <summary>How the losses of the examples of a batch become one number.</summary>
    /// <value>The default is <see cref="Reduction.Sum"/>, as in the RRR paper.</value>
    public Reduction Reduction { get; set; } = Reduction.Sum;

    /// <summary>
    /// Whether the generated programs read a weight for each example: for data with weights of examples, and for trainings with weights of classes that the model does not declare. Without, such
    /// trainings give the same numbers by programs that are interpreted. Data without weights have a weight of one everywhere.
    /// </summary>
    /// <value>The default is false: a loss without weights costs nothing for them.</value>
    public bool TakesWeights { get; set; }
}
