using static TorchSharp.torch;

namespace Rationale.Torch.Losses;

/// <summary>
/// What the concepts of a self-explaining network are trained for beside its answers (Alvarez-Melis and Jaakkola 2018, section 3.1), by autograd. The losses are those of one
/// row; where the answers are summed over the rows of a batch, multiply them with their number.
/// </summary>
public static class Concepts
{
    /// <summary>The size of concepts, Σ |h| of a row, averaged over rows.</summary>
    /// <param name="concepts">h, [rows×concepts].</param>
    /// <returns>A scalar.</returns>
    public static Tensor Sparsity(Tensor concepts)
    {
        ArgumentNullException.ThrowIfNull(concepts);
        return concepts.abs().sum() / concepts.shape[0];
    }

    /// <summary>The squared error of features decoded from concepts, averaged over all values.</summary>
    /// <param name="decoded">What the decoder makes of the concepts, as many values a row as <paramref name="x"/> has.</param>
    /// <param name="x">The features.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static Tensor Reconstruction(Tensor decoded, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(decoded);
        ArgumentNullException.ThrowIfNull(x);
        return decoded.shape[0] == x.shape[0] && decoded.numel() == x.numel()
            ? (decoded.flatten(1) - x.flatten(1)).pow(2).mean()
            : throw new ArgumentException(
                $"Decoded features of shape [{string.Join(", ", decoded.shape)}] cannot be compared with features of shape [{string.Join(", ", x.shape)}]; end the decoder with as many values a row.", nameof(decoded));
    }
}
