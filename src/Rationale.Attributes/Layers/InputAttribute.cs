namespace Rationale;

/// <summary>
/// The shape of one example, without the batch dimension: <c>[Input(784)]</c> for 784 numbers, <c>[Input(28, 28, 1)]</c> for an image of
/// height 28, width 28 and one channel. Must be the first layer.
/// A model of several inputs declares each with a name, followed by layers of its own, and goes on behind [Join]: <c>[Input(28, 28, 1, Name = "image"), Flatten] [Input(5, Name = "patient")] [Join, Dense(2)]</c>.
/// On a TorchSharp module with a forward of its own it is the shape that <c>forward</c> takes, images channels first: <c>[Input(1, 28, 28)]</c>.
/// </summary>
/// <param name="shape">Extent of each dimension, all at least 1.</param>
public sealed class InputAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>Extent of each dimension of one example.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>
    /// The name by which data sets, annotation masks and attributions know the input: letters, digits and underscores, a letter first. Each of several inputs has one of its own, which is also that of a parameter of
    /// the generated members.
    /// </summary>
    /// <value>The default is <c>features</c>, which data sets call their features unless told otherwise.</value>
    public string Name { get; set; } = "features";
}
