namespace Rationale.Graph.Models;

/// <summary>One parameter of a model.</summary>
/// <param name="Key">Unique name, <c>dense1.weight</c>.</param>
/// <param name="Offset">Index of its first element in the flat parameters.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Initializer">The distribution from which it starts.</param>
/// <param name="Trained">
/// Whether the optimizer moves it. What is not trained, such as running statistics, is state: saved and loaded with the parameters, behind all of them in
/// the flat buffer, and changed by the layer that owns it.
/// </param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ParameterSpecification(string Key, int Offset, Shape Shape, Initializer Initializer, bool Trained = true)
{
    /// <summary>For each dimension of PyTorch's tensor, which dimension of this parameter it is; none where the two are alike. Groups are a dimension of their own here, and there the slower part of the first.</summary>
    public EquatableArray<int> TorchOrder { get; init; }
}

/// <summary>A starting distribution.</summary>
/// <param name="Kind">Its family.</param>
/// <param name="Scale">Half-width of a uniform, standard deviation of a normal, or the constant.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record Initializer(InitializerKind Kind, double Scale)
{
    /// <summary>The start of a weight.</summary>
    /// <param name="initialization">The rule.</param>
    /// <param name="inputs">Fan-in.</param>
    /// <param name="outputs">Fan-out.</param>
    public static Initializer ForWeight(Initialization initialization, int inputs, int outputs) => initialization switch
    {
        Initialization.PyTorchDefault => new Initializer(InitializerKind.Uniform, 1 / Math.Sqrt(inputs)),
        Initialization.XavierUniform => new Initializer(InitializerKind.Uniform, Math.Sqrt(6.0 / (inputs + outputs))),
        Initialization.KaimingNormal => new Initializer(InitializerKind.Normal, Math.Sqrt(2.0 / inputs)),
        Initialization.KaimingUniform => new Initializer(InitializerKind.Uniform, Math.Sqrt(6.0 / inputs)),
        Initialization.SmallNormal => new Initializer(InitializerKind.Normal, 0.1),
        _ => throw new ArgumentOutOfRangeException(nameof(initialization), initialization, "unknown initialization"),
    };

    /// <summary>The start of the bias that belongs to such a weight.</summary>
    public static Initializer ForBias(Initialization initialization, int inputs) => initialization switch
    {
        Initialization.PyTorchDefault or Initialization.SmallNormal => ForWeight(initialization, inputs, inputs),
        _ => new Initializer(InitializerKind.Constant, 0),
    };
}

/// <summary>Families of starting distributions.</summary>
public enum InitializerKind
{
    /// <summary>The same number everywhere.</summary>
    Constant,

    /// <summary>Uniform in ± scale.</summary>
    Uniform,

    /// <summary>Normal with mean zero.</summary>
    Normal,
}
