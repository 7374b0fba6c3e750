namespace Rationale;

/// <summary>
/// Makes a classifier explain itself (Alvarez-Melis and Jaakkola 2018): f(x) = g(θ₁(x) h₁(x), …, θₖ(x) hₖ(x)) with concepts h, relevances θ and an additive aggregator g.
/// A penalty on the difference of ∇f from Σ θᵢ ∇hᵢ keeps the relevances what they claim to be: the derivatives of f with respect to the concepts.
/// The class has [Input], or several and [Join], and no further layers of its own; nested classes marked [ConceptEncoder], [ConceptDecoder] and [Relevance] carry layers, where the usual ones do not fit.
/// A TorchSharp module marks fields that hold modules instead, and has no <c>forward</c>: it is generated.
/// </summary>
/// <param name="concepts">k, the number of concepts, at least 1; without the constant one that <see cref="Bias"/> adds.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class SelfExplainingAttribute(int concepts) : Attribute
{
    /// <summary>k.</summary>
    public int Concepts { get; } = concepts;

    /// <summary>Where concepts come from.</summary>
    /// <value>The default is <see cref="ConceptOrigin.Autoencoder"/>.</value>
    public ConceptOrigin Origin { get; set; } = ConceptOrigin.Autoencoder;

    /// <summary>The features that are concepts, for <see cref="ConceptOrigin.Chosen"/>: one for each concept, counted from 0.</summary>
    /// <value>The default is none.</value>
    public int[] Features { get; set; } = [];

    /// <summary>Whether features as concepts are joined by a constant concept of 1, whose relevance is a bias.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Bias { get; set; } = true;

    /// <summary>How contributions become an output.</summary>
    /// <value>The default is <see cref="ConceptAggregator.Sum"/>.</value>
    public ConceptAggregator Aggregator { get; set; } = ConceptAggregator.Sum;

    /// <summary>
    /// The f whose gradient is compared with the relevances. Relevances act on the logits, so constant ones cost nothing there, however large. The authors' code takes the
    /// log-probability, for which relevances can only become small by becoming useless.
    /// </summary>
    /// <value>The default is <see cref="TargetOutput.Logit"/>.</value>
    public TargetOutput Output { get; set; } = TargetOutput.Logit;

    /// <summary>The classes whose gradients are compared; of <see cref="TargetClass.All"/>, each of them.</summary>
    /// <value>The default is <see cref="TargetClass.All"/>.</value>
    public TargetClass Class { get; set; } = TargetClass.All;

    /// <summary>How the differences of a batch become one number.</summary>
    /// <value>The default is <see cref="RobustnessReduction.MeanOfNorms"/>.</value>
    public RobustnessReduction Reduction { get; set; } = RobustnessReduction.MeanOfNorms;

    /// <summary>λ, the weight of the robustness penalty: 0 or more. Can be changed for one training by <c>TrainingOptions.RobustnessWeight</c>.</summary>
    /// <value>The default is 0.01.</value>
    public double RobustnessWeight { get; set; } = 0.01;

    /// <summary>Weight of the squared error of the decoded features, averaged over all elements.</summary>
    /// <value>The default is 1.</value>
    public double ReconstructionWeight { get; set; } = 1;

    /// <summary>ξ, the weight of Σ |h| of an example, averaged over examples.</summary>
    /// <value>The default is 0.00002.</value>
    public double SparsityWeight { get; set; } = 2e-5;

    /// <summary>Names of the inputs with respect to which relevances must be derivatives, of a model of several.</summary>
    /// <value>The default is none: all inputs.</value>
    public string[] OnInputs { get; set; } = [];
}
