namespace Rationale.Gpu.Devices;

/// <summary>What a library does with a product before it writes it; the numbers are those of <c>cublasLtEpilogue_t</c>.</summary>
internal enum ProductEpilogue
{
    /// <summary><c>CUBLASLT_EPILOGUE_BIAS</c>: adds a number to each column of the row-major result.</summary>
    Bias = 4,

    /// <summary><c>CUBLASLT_EPILOGUE_RELU_BIAS</c>: adds a bias, then sets what is below zero to zero.</summary>
    BiasRelu = 6,

    /// <summary><c>CUBLASLT_EPILOGUE_RELU_AUX_BIAS</c>: as <see cref="BiasRelu"/>, and writes a bit for each element that is above zero.</summary>
    BiasReluMask = 134,

    /// <summary><c>CUBLASLT_EPILOGUE_DRELU</c>: keeps the elements whose bit is set, and sets the others to zero.</summary>
    Gate = 136,
}
