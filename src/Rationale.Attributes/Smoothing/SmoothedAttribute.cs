namespace Rationale;

/// <summary>
/// Gives the explanations of a classifier a proof (multiplicative smoothing, Xue, Alur and Wong 2023): the model votes over <see cref="Quantization"/> versions of an example in
/// each of which a share <c>keep</c> of the features is left and the others are replaced. One changed feature can change at most that share of the
/// votes, so a lead of more than <c>2 · keep · r</c> cannot be lost by any change of r features.
/// </summary>
/// <param name="keep">λ, the share of the votes in which each feature is kept: above 0 and at most 1, a multiple of 1 / <see cref="Quantization"/>. The largest radius is 1 / (2λ).</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class SmoothedAttribute(double keep) : Attribute
{
    /// <summary>λ.</summary>
    public double Keep { get; } = keep;

    /// <summary>q, the number of votes: the cost of a prediction in passes of the model, and the fineness of its radii.</summary>
    /// <value>The default is 64. The cheapest for a λ of 1/n is n.</value>
    public int Quantization { get; set; } = 64;

    /// <summary>Decides which features are kept together. Its table becomes a constant of the compiled model, and a part of what is saved.</summary>
    /// <value>The default is 1234.</value>
    public int Seed { get; set; } = 1234;

    /// <summary>Height and width of the patches of an image that are kept together, all channels at once; zero for <see cref="Groups"/> or single features.</summary>
    /// <value>The default is 0.</value>
    public int Patch { get; set; }

    /// <summary>The group of each feature, numbered from 0 without gaps; features of a group are kept together.</summary>
    /// <value>The default is none: each feature by itself.</value>
    public int[] Groups { get; set; } = [];

    /// <summary>What stands in place of a feature that is not kept. It may not depend on the example: a number, or the token id of a mask.</summary>
    /// <value>The default is 0.</value>
    public double Replacement { get; set; }

    /// <summary>What each version of an example contributes.</summary>
    /// <value>The default is <see cref="SmoothedOutput.Votes"/>.</value>
    public SmoothedOutput Output { get; set; } = SmoothedOutput.Votes;

    /// <summary>What the layers of the model give.</summary>
    /// <value>The default is <see cref="BaseOutput.Logits"/>.</value>
    public BaseOutput Base { get; set; } = BaseOutput.Logits;

    /// <summary>How examples are masked while the model is trained, so that it learns from what it will vote on.</summary>
    /// <value>The default is <see cref="MaskedTraining.FixedCount"/>.</value>
    public MaskedTraining Training { get; set; } = MaskedTraining.FixedCount;

    /// <summary>Name of the input whose features are masked, of a model of several; the others stay whole in every version, and are no part of an explanation.</summary>
    /// <value>The default is none: the first input.</value>
    public string? Input { get; set; }
}
