using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>
/// One term of the objective that a model is trained for: the task loss, or a penalty. A term knows everything that is particular to it; whatever handles the terms of a
/// model iterates <see cref="ModelSpecification.Objectives"/>. Terms are values: two with equal settings are equal.
/// </summary>
/// <remarks>Thread safety: immutable, and so is everything derived from it: any number of threads may use it.</remarks>
public abstract record ObjectiveTerm
{
    /// <summary>Name of the term among those of a model, as in histories, evaluations and manifests: <c>explanation</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What headings call the term: <c>Explanation penalty</c>.</summary>
    public abstract string Title { get; }

    /// <summary>What the term is multiplied with; none where it has nothing to set.</summary>
    public virtual EquatableArray<Coefficient> Coefficients => default;

    /// <summary>Coefficients that are declared as zero and whose parts the term therefore leaves out; <see cref="WithAllParts"/> has them.</summary>
    public virtual EquatableArray<Coefficient> DormantCoefficients => default;

    /// <summary>The same term with the parts of its <see cref="DormantCoefficients"/>, so that a training can raise them.</summary>
    public virtual ObjectiveTerm WithAllParts() => this;

    /// <summary>The same term for images that are [channels, height, width], as modules of TorchSharp take them, and not [height, width, channels].</summary>
    public virtual ObjectiveTerm WithChannelsFirst() => this;

    /// <summary>Whether the term is a function of a gradient with respect to the features, so that the gradient of the loss goes through a gradient.</summary>
    public virtual bool HasInnerGradient => false;

    /// <summary>Whether the term reads the flat parameters as one vector (<see cref="ModelGraph.AllParameters"/>), so that its gradient is a share of all of theirs.</summary>
    public virtual bool IsOfParameters => false;

    /// <summary>The phase of the instructions that compute the term.</summary>
    public Phase Phase => new(Title);

    /// <summary>The values that the term reads from the data beside features and labels.</summary>
    /// <param name="model">The model whose term this is.</param>
    public virtual EquatableArray<ObjectiveInput> Inputs(ModelSpecification model) => default;

    /// <summary>Parameters of the term's own.</summary>
    /// <param name="model">The model whose term this is.</param>
    public virtual EquatableArray<ParameterGroup> ParameterGroups(ModelSpecification model) => default;

    /// <summary>
    /// With which power of the number of examples the term grows: 1 for a sum over the batch, 0 for a mean and for what no example enters, ½ for a root of a sum. It
    /// tells what a term that was measured over a whole data set is over a batch.
    /// </summary>
    /// <param name="task">The task beside which the term stands.</param>
    public virtual double Growth(ModelTask task) => 0;

    /// <summary>The mathematics of the term, its coefficients by their symbols. Ready for XML: nothing in it needs escaping.</summary>
    /// <param name="model">The model whose term this is.</param>
    public abstract string Formula(ModelSpecification model);

    /// <summary>The steps of a training that are the term's, each a name and one sentence with the attribute that caused it. Ready for XML.</summary>
    /// <param name="model">The model whose term this is.</param>
    public virtual IEnumerable<(string Name, string Text)> Steps(ModelSpecification model)
    {
        var values = Coefficients.Select(coefficient => $"{coefficient.Symbol} = {Operators.Number.Format(coefficient.Value)}");
        yield return (Title, $"{Name} = {Formula(model)}: [{Coefficients[0].Attribute}], {string.Join(", ", values)}.");
    }

    /// <summary>What makes the term impossible for a model, as one sentence that names the value and the fix; null if nothing does. Ranges of coefficients are checked apart.</summary>
    /// <param name="model">The model whose term this is.</param>
    public virtual string? Problem(ModelSpecification model) => null;

    /// <summary>Makes the nodes of the term.</summary>
    /// <param name="context">The model's forward pass, and the term's own inputs and coefficients.</param>
    public abstract ObjectiveValue Build(ObjectiveContext context);
}
