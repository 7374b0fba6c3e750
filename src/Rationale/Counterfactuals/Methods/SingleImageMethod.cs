using Rationale.Attribution;

namespace Rationale.Counterfactuals;

/// <summary>An ordinary attribution of the real image's logit at the real image, which does not see the counterfactual: what discriminative attributions are compared with.</summary>
/// <param name="Method">The attribution.</param>
/// <param name="Label">Name in tables.</param>
/// <param name="Absolute">Whether signs are dropped.</param>
public sealed record SingleImageMethod(AttributionMethod Method, string Label, bool Absolute = false) : DiscriminativeMethod
{
    /// <summary>S-IG: integrated gradients from zero.</summary>
    public static SingleImageMethod IntegratedGradients { get; } = new(new IntegratedGradients(), "S-IG");

    /// <summary>S-DeepLIFT: DeepLIFT from zero.</summary>
    public static SingleImageMethod DeepLift { get; } = new(new DeepLift(), "S-DeepLIFT");

    /// <summary>S-InGrad: |x ⊙ ∂f_i/∂x|.</summary>
    public static SingleImageMethod InputGradient { get; } = new(new InputXGradient(), "S-InGrad", Absolute: true);

    /// <summary>S-Grad-CAM, places that speak against the class included.</summary>
    public static SingleImageMethod GradCam { get; } = new(new GradCam(), "S-Grad-CAM");

    /// <inheritdoc/>
    public override string Name => Label;

    internal override float[] Map(PairContext context, ShareProgress? progress)
    {
        var maps = context.OfRealImages(Method ?? throw new ArgumentException("SingleImageMethod.Method is null; give an attribution."), progress);
        return Absolute ? Array.ConvertAll(maps, Math.Abs) : maps;
    }
}
