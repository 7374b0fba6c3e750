using System.Numerics.Tensors;
using Rationale.Attribution;

namespace Rationale.Counterfactuals;

/// <summary>S-guided Grad-CAM: guided back-propagation times Grad-CAM, both of the real image's logit at the real image.</summary>
public sealed record SingleImageGuidedGradCam : DiscriminativeMethod
{
    /// <summary>Name of the layer of Grad-CAM; null for its default.</summary>
    /// <value>The default is null.</value>
    public string? LayerName { get; init; }

    /// <inheritdoc/>
    public override string Name => "S-guided Grad-CAM";

    internal override float[] Map(PairContext context, ShareProgress? progress)
    {
        var maps = context.OfRealImages(new GuidedBackpropagation(), progress?.Half(0));
        TensorPrimitives.Multiply(maps, context.OfRealImages(new GradCam { LayerName = LayerName }, progress?.Half(1)), maps);
        return maps;
    }
}
