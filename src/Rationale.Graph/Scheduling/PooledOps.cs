using Rationale.Graph.Operators;

namespace Rationale.Graph.Scheduling;

/// <summary>
/// A form of a convolution that is joined with the max pooling behind it: of each pooling window, only the filter position of the first maximum is computed. Kernels for the cores of this machine
/// have them; for devices of many threads the two stay apart.
/// </summary>
/// <param name="Geometry">The convolution.</param>
/// <param name="Pool">The window of the pooling.</param>
internal abstract record PooledOp(ConvolutionSizes Geometry, Window Pool) : LoweredOp
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => Geometry.Operations;
}

/// <summary>The filters of a convolution as the joined forms read them: filter after filter, with zeros around each.</summary>
/// <param name="Geometry">The convolution.</param>
/// <param name="Pool">The window of the pooling.</param>
internal sealed record PackPooledFiltersOp(ConvolutionSizes Geometry, Window Pool) : PackOp(Transposed: false)
{
    /// <inheritdoc/>
    public override int Length =>
        PooledRule.PackedLength(Geometry.Window.Height, Geometry.Window.Width, Pool.Height, Pool.Width, Geometry.Channels, Geometry.Filters);
}

/// <summary>A convolution of which each pooling window keeps the value where another image has its first maximum: <c>MaxPoolGather</c> of <c>Convolution</c>.</summary>
/// <param name="Geometry">The convolution.</param>
/// <param name="Pool">The window of the pooling.</param>
/// <param name="Epilogue">What follows: nothing or a gate.</param>
/// <param name="Below">For a gate: the factor at and below zero.</param>
internal sealed record PooledConvolutionOp(ConvolutionSizes Geometry, Window Pool, Epilogue Epilogue, double Below) : PooledOp(Geometry, Pool);

/// <summary>The adjoint of a convolution in the image, of a cotangent that stands at the first maximum of each pooling window: <c>ConvolutionInputGradient</c> of <c>MaxPoolBackward</c>.</summary>
/// <param name="Geometry">The convolution.</param>
/// <param name="Pool">The window of the pooling.</param>
/// <param name="Epilogue">What follows: nothing or a gate.</param>
/// <param name="Below">For a gate: the factor at and below zero.</param>
internal sealed record PooledInputGradientOp(ConvolutionSizes Geometry, Window Pool, Epilogue Epilogue, double Below) : PooledOp(Geometry, Pool);

/// <summary>The adjoint of a convolution in the filters, of a cotangent that stands at the first maximum of each pooling window: <c>ConvolutionWeightGradient</c> of <c>MaxPoolBackward</c>.</summary>
/// <param name="Geometry">The convolution.</param>
/// <param name="Pool">The window of the pooling.</param>
internal sealed record PooledWeightGradientOp(ConvolutionSizes Geometry, Window Pool) : PooledOp(Geometry, Pool);
