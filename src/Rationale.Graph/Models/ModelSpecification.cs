using Rationale.Graph.Objectives;

namespace Rationale.Graph.Models;

/// <summary>A declared model as data: what the generator reads from attributes, and what a program can build at run time.</summary>
/// <param name="Name">Name of the model, used in messages and manifests.</param>
/// <param name="Inputs">What the model takes: one input of most models.</param>
/// <param name="Layers">Layers in order, which take the input, or what several inputs give side by side.</param>
/// <param name="Task">What the model is trained for.</param>
/// <param name="Objectives">The terms of the objective in the order in which they are added: the task loss, and penalties. Each name occurs once.</param>
/// <param name="Training">Defaults of the training.</param>
/// <param name="Smoothing">How the model is smoothed, if it is.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ModelSpecification(
    string Name,
    EquatableArray<ModelInput> Inputs,
    EquatableArray<Layer> Layers,
    ModelTask Task,
    EquatableArray<ObjectiveTerm> Objectives,
    TrainingDefaults Training,
    MaskSmoothing? Smoothing = null)
{
    /// <summary>A model of one input, which data sets call their features.</summary>
    /// <param name="Name">Name of the model, used in messages and manifests.</param>
    /// <param name="InputShape">Shape of one example, without the batch dimension.</param>
    /// <param name="Layers">Layers in order.</param>
    /// <param name="Task">What the model is trained for.</param>
    /// <param name="Objectives">The terms of the objective in the order in which they are added: the task loss, and penalties. Each name occurs once.</param>
    /// <param name="Training">Defaults of the training.</param>
    /// <param name="Smoothing">How the model is smoothed, if it is.</param>
    public ModelSpecification(
        string Name,
        EquatableArray<int> InputShape,
        EquatableArray<Layer> Layers,
        ModelTask Task,
        EquatableArray<ObjectiveTerm> Objectives,
        TrainingDefaults Training,
        MaskSmoothing? Smoothing = null)
        : this(Name, EquatableArray.Create(new ModelInput(ModelInput.Features, InputShape)), Layers, Task, Objectives, Training, Smoothing)
    {
    }

    /// <summary>
    /// Whether programs take the inputs side by side, as one input of the name <see cref="ModelInput.Features"/> that is cut into them: for what changes or masks rows of numbers, whatever input they belong
    /// to. The parameters are the same and in the same order.
    /// </summary>
    internal bool TakesRows { get; init; }

    /// <summary>Number of values of one example, of all inputs together.</summary>
    internal int RowWidth => Inputs.Sum(input => input.Width);

    /// <summary>Shape of one example of the first input, which is the only one of most models.</summary>
    public EquatableArray<int> InputShape
    {
        get => Inputs[0].Shape;
        init => Inputs = new(Inputs.Skip(1).Prepend(Inputs[0] with { Shape = value }));
    }

    /// <summary>Shape of one example of what the layers take: what the inputs give, side by side along the last axis.</summary>
    /// <exception cref="ShapeException">What the inputs give cannot stand side by side.</exception>
    public EquatableArray<int> JoinedShape => ModelInput.JoinedShape(Name, Inputs);

    /// <summary>The input whose features are masked where the model is smoothed: the first unless its smoothing names another.</summary>
    internal ModelInput MaskedInput => Inputs.First(input => Smoothing?.Input is not { } name || input.Name == name);

    /// <summary>Whether an input is token ids, which have no gradient: its first layer is an embedding.</summary>
    /// <param name="input">One of the inputs.</param>
    public bool IsTokenIds(ModelInput input) => EmbeddingOf(input) is not null;

    /// <summary>The embedding that an input goes through first; null for an input that is not token ids.</summary>
    public EmbeddingLayer? EmbeddingOf(ModelInput input) =>
        (input.Layers.Count > 0 ? input.Layers[0] : Inputs.Count == 1 && Layers.Count > 0 ? Layers[0] : null) as EmbeddingLayer;

    /// <summary>
    /// Whether the model is declared to give probabilities: it is smoothed as one that does, and ends in the layer that makes them of logits, softmax for several outputs and the logistic function for one.
    /// </summary>
    public bool EndsInProbabilities => Smoothing is { Base: BaseOutput.Probabilities } && Task is ClassifierTask && Layers.Count > 0
        && (Task.Outputs > 1 ? Layers[Layers.Count - 1] is SoftmaxLayer : Layers[Layers.Count - 1] is SigmoidLayer);

    /// <summary>The layers up to the logits: all of them, but for the last of a model that <see cref="EndsInProbabilities"/>. Losses, explanations and votes are computed from logits, which stay exact where probabilities round to 0 or 1.</summary>
    public IEnumerable<Layer> LogitLayers => EndsInProbabilities ? Layers.Take(Layers.Count - 1) : Layers;

    /// <summary>Whether the forward pass, or a part of it, is a module that nobody has read.</summary>
    internal bool HasModuleLayers => Layers.Any(layer => layer is ModuleLayer || (layer is SelfExplainingNetwork network && network.Parts.Any(part => part is ModuleLayer)));

    /// <summary>The same model with the tensors of an instance on its first module layer.</summary>
    internal ModelSpecification WithModuleTensors(EquatableArray<ModuleTensor> tensors) => Layers switch
    {
        [ModuleLayer module] => this with { Layers = EquatableArray.Create<Layer>(module with { Tensors = tensors }) },
        [SelfExplainingNetwork network] => this with { Layers = EquatableArray.Create<Layer>(network.WithModuleTensors(tensors)) },
        _ => throw new InvalidOperationException($"'{Name}' has no module layer."),
    };

    /// <summary>The objective as the sum of its terms: <c>L = task + explanation</c>.</summary>
    public string ObjectiveFormula => $"L = {string.Join(" + ", Objectives.Select(term => term.Name))}";

    /// <summary>The term of a kind, or null where the model has none.</summary>
    public T? Find<T>()
        where T : ObjectiveTerm => Objectives.OfType<T>().FirstOrDefault();

    /// <summary>The same model with a term in the place of the one of its name, or behind all others.</summary>
    public ModelSpecification With(ObjectiveTerm term) => this with
    {
        Objectives = Objectives.Any(known => known.Name == term.Name)
            ? new(Objectives.Select(known => known.Name == term.Name ? term : known))
            : new(Objectives.Append(term)),
    };

    /// <summary>The same model, the terms of some coefficients with all their parts, those that are declared as zero among them. Keys that no term knows are ignored.</summary>
    /// <param name="keys">Keys of coefficients.</param>
    public ModelSpecification WithParts(IEnumerable<string> keys) => keys.Aggregate(this, (model, key) =>
        model.Objectives.FirstOrDefault(term => term.DormantCoefficients.Any(coefficient => coefficient.Key == key)) is { } term ? model.With(term.WithAllParts()) : model);

    /// <summary>The same model without the terms of some names; names that it does not have are ignored.</summary>
    public ModelSpecification Without(params string[] names) => this with { Objectives = new(Objectives.Where(term => !names.Contains(term.Name))) };
}
