namespace Rationale;

/// <summary>The distribution from which the parameters of a layer start.</summary>
public enum Initialization
{
    /// <summary>Weights and bias uniform in ±1/√inputs: PyTorch's default for a linear layer.</summary>
    PyTorchDefault,

    /// <summary>Weights uniform in ±√(6 / (inputs + outputs)), bias zero (Glorot and Bengio 2010).</summary>
    XavierUniform,

    /// <summary>Weights normal with standard deviation √(2 / inputs), bias zero (He et al. 2015).</summary>
    KaimingNormal,

    /// <summary>Weights and bias normal with standard deviation 0.1: what the authors of RRR use in every experiment.</summary>
    SmallNormal,

    /// <summary>Weights uniform in ±√(6 / inputs), bias zero (He et al. 2015): the standard deviation of <see cref="KaimingNormal"/>.</summary>
    KaimingUniform,
}
