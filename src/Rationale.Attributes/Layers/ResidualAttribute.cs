namespace Rationale;

/// <summary>
/// A block with a shortcut around it: <c>y = block(x) + x</c> (He et al. 2016). Where the block changes the shape of an image, a convolution of size 1 with the
/// needed stride and filters takes the place of the plain <c>x</c>. Each use of a block has parameters of its own.
/// </summary>
/// <param name="block">A class with <see cref="BlockAttribute"/> whose layer attributes, without <c>[Input]</c> and task, are the block.</param>
public sealed class ResidualAttribute(Type block) : LayerAttribute
{
    /// <summary>The class that declares the block.</summary>
    public Type Block { get; } = block;

    /// <summary>How often the block is repeated, at least 1.</summary>
    /// <value>The default is 1.</value>
    public int Times { get; set; } = 1;
}
