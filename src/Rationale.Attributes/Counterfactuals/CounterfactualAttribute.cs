namespace Rationale;

/// <summary>
/// Gives a classifier of images a translator that turns an image of one class into one of another, so that one can ask which pixels made the difference (discriminative attribution from
/// counterfactuals, Eckstein, Bates, Jefferis and Funke 2021). With two classes it is a cycle-GAN between them, without any one star-shaped translator for all. The classifier plays no part in its training
/// unless <see cref="ClassifierWeight"/> is set. Nested classes marked [TranslatorGenerator] and [TranslatorDiscriminator] carry layers, where the usual ones do not fit. A class with several of these
/// attributes has a translator for each, told apart by <see cref="Name"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CounterfactualAttribute : Attribute
{
    /// <summary>One translator for all classes.</summary>
    public CounterfactualAttribute()
    {
    }

    /// <summary>A translator between two classes.</summary>
    /// <param name="first">One class, from 0.</param>
    /// <param name="second">The other.</param>
    public CounterfactualAttribute(int first, int second) => (First, Second) = (first, second);

    /// <summary>One class; −1 for all.</summary>
    public int First { get; } = -1;

    /// <summary>The other class; −1 for all.</summary>
    public int Second { get; } = -1;

    /// <summary>
    /// What the generated members are named after: <c>CreateTranslator</c>, <c>TrainTranslatorAsync</c> and <c>TranslatorSpecification</c> by default. Letters of the Latin alphabet, digits and
    /// underscores, beginning with a letter; each translator of a class has another name.
    /// </summary>
    /// <value>The default is <c>Translator</c>.</value>
    public string Name { get; set; } = "Translator";

    /// <summary>The smallest value that a pixel has in the data.</summary>
    /// <value>The default is 0.</value>
    public double Minimum { get; set; }

    /// <summary>The largest value that a pixel has in the data.</summary>
    /// <value>The default is 1.</value>
    public double Maximum { get; set; } = 1;

    /// <summary>Weight of the mean absolute difference between an image and what comes back of it: 0 or more.</summary>
    /// <value>The default is 10.</value>
    public double CycleWeight { get; set; } = 10;

    /// <summary>Weight of the mean absolute difference between an image and its translation into its own class, as a share of <see cref="CycleWeight"/>: 0 or more.</summary>
    /// <value>The default is 0.5.</value>
    public double IdentityWeight { get; set; } = 0.5;

    /// <summary>Weight of −log p of the wanted class, as the trained classifier sees the translation: this library's, not the paper's. 0 or more.</summary>
    /// <value>The default is 0: the classifier plays no part.</value>
    public double ClassifierWeight { get; set; }

    /// <summary>Epochs with the whole learning rate, at least 1.</summary>
    /// <value>The default is 100.</value>
    public int Epochs { get; set; } = 100;

    /// <summary>Epochs behind them, over which the learning rate falls to zero: 0 or more.</summary>
    /// <value>The default is 100.</value>
    public int DecayEpochs { get; set; } = 100;

    /// <summary>Images of each class in a step, at least 1.</summary>
    /// <value>The default is 1.</value>
    public int BatchSize { get; set; } = 1;

    /// <summary>Of Adam, whose β₁ is 0.5: finite and above 0.</summary>
    /// <value>The default is 0.0002.</value>
    public double LearningRate { get; set; } = 2e-4;

    /// <summary>Older translations that the discriminators are shown too: 0 or more.</summary>
    /// <value>The default is 50.</value>
    public int PoolSize { get; set; } = 50;
}
