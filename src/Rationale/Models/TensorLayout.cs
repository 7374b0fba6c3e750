namespace Rationale.Models;

/// <summary>The order of the dimensions of a parameter.</summary>
public enum TensorLayout
{
    /// <summary>That of this library: weights of a dense layer are [inputs × units], filters [height × width × channels × filters]; groups come first.</summary>
    Own,

    /// <summary>
    /// That of PyTorch: weights of a linear layer are [units × inputs], filters [filters × channels × height × width], those of a transposed convolution [channels × filters × height × width].
    /// Behind a flattened image the inputs themselves stand in another order, channels last, which no order of dimensions changes.
    /// </summary>
    PyTorch,
}
