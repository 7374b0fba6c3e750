namespace Rationale.Graph;

/// <summary>
/// A part of a step, as readers know it. A node belongs to the phase in which it was made, a gradient to the phase that asked for it; a value that several phases share
/// belongs to the first of them, which is the one that computes it.
/// </summary>
/// <param name="Heading">What stands above the instructions of the phase.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record Phase(string Heading)
{
    /// <summary>From the inputs to the outputs.</summary>
    public static Phase Forward { get; } = new("Forward pass");

    /// <summary>The sum of the terms of the objective.</summary>
    public static Phase Objective { get; } = new("Loss: the sum of its terms");

    /// <summary>The gradient of the loss with respect to the parameters.</summary>
    public static Phase OuterGradient { get; } = new("Outer gradient: of the loss with respect to the parameters");

    /// <summary>Matrices in the layout that products read.</summary>
    public static Phase Packing { get; } = new("Weights as the panels that products read");

    /// <summary>Values that another instruction has computed, copied to where the caller wants them.</summary>
    public static Phase Results { get; } = new("Results");

    /// <summary>A gradient inside the loss, or one that is wanted as a result.</summary>
    /// <param name="what">What it is, with its formula: <c>the explanation ∂s/∂x</c>.</param>
    public static Phase InnerGradient(string what) => new($"Inner gradient: {what}");
}
