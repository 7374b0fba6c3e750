namespace Rationale;

/// <summary>Base of the attributes that say what a model is trained for. A model has exactly one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public abstract class TaskAttribute : Attribute
{
    /// <summary>How the losses of the examples of a batch become one number.</summary>
    /// <value>The default is <see cref="Reduction.Sum"/>, as in the RRR paper.</value>
    public Reduction Reduction { get; set; } = Reduction.Sum;
}
