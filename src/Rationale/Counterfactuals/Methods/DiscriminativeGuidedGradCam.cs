using System.Numerics.Tensors;
using Rationale.Attribution;

namespace Rationale.Counterfactuals;

/// <summary>D-guided Grad-CAM: guided back-propagation of the real image's logit at the real image, times D-Grad-CAM.</summary>
public sealed record DiscriminativeGuidedGradCam : DiscriminativeMethod
{
    /// <summary>Name of the layer of D-Grad-CAM; null for its default.</summary>
    /// <value>The default is null.</value>
    public string? LayerName { get; init; }

    /// <inheritdoc/>
    public override string Name => "D-guided Grad-CAM";

    internal override float[] Map(PairContext context, ShareProgress? progress)
    {
        var maps = context.OfRealImages(new GuidedBackpropagation(), progress?.Half(0));
        TensorPrimitives.Multiply(maps, new DiscriminativeGradCam { LayerName = LayerName }.Map(context, progress?.Half(1)), maps);
        return maps;
    }
}
