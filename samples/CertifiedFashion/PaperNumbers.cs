namespace Rationale.Samples.CertifiedFashion;

/// <summary>
/// What the authors got with ViT-B/16 on ImageNet in 64 patches (Xue, Alur and Wong 2023; Jin et al. 2025): another network on other images, so only the shape of the numbers can be
/// compared. Values are those of figures; the ones without a legend are read off to about 0.01.
/// </summary>
public static class PaperNumbers
{
    /// <summary>Accuracy of the smoothed classifier, by share kept.</summary>
    public static IReadOnlyDictionary<double, double> Accuracy { get; } = new Dictionary<double, double>
    {
        [1] = 0.809,
        [0.5] = 0.789,
        [0.25] = 0.738,
        [0.125] = 0.677,
    };

    /// <summary>Share of images that are classified rightly and whose prediction stands whatever r patches change, by share kept and r.</summary>
    public static IReadOnlyDictionary<(double Keep, int Radius), double> CertifiedAccuracy { get; } = new Dictionary<(double, int), double>
    {
        [(0.5, 1)] = 0.51,
        [(0.25, 1)] = 0.55,
        [(0.25, 2)] = 0.185,
        [(0.125, 1)] = 0.52,
        [(0.125, 2)] = 0.35,
        [(0.125, 4)] = 0.03,
    };

    /// <summary>Share of images whose explanation (SHAP, a quarter of the patches) alone gives the prediction of the whole image, by share kept.</summary>
    public static IReadOnlyDictionary<double, double> Consistent { get; } = new Dictionary<double, double>
    {
        [1] = 0.821,
        [0.5] = 0.778,
        [0.25] = 0.641,
        [0.125] = 0.461,
    };

    /// <summary>Share of images whose explanation is consistent and stands whatever r patches are added to it, by share kept and r.</summary>
    public static IReadOnlyDictionary<(double Keep, int Radius), double> Incremental { get; } = new Dictionary<(double, int), double>
    {
        [(0.5, 1)] = 0.145,
        [(0.25, 1)] = 0.18,
        [(0.25, 2)] = 0.01,
        [(0.125, 1)] = 0.13,
        [(0.125, 2)] = 0.028,
        [(0.125, 3)] = 0.005,
    };

    /// <summary>Share of images whose explanation is consistent and whose prediction stands whatever r other patches are taken from the image, by share kept and r.</summary>
    public static IReadOnlyDictionary<(double Keep, int Radius), double> Decremental { get; } = new Dictionary<(double, int), double>
    {
        [(0.5, 1)] = 0.51,
        [(0.25, 1)] = 0.49,
        [(0.25, 2)] = 0.185,
        [(0.125, 1)] = 0.38,
        [(0.125, 2)] = 0.285,
        [(0.125, 3)] = 0.175,
        [(0.125, 4)] = 0.03,
    };

    /// <summary>The same as <see cref="Incremental"/> under the authors' search for a change (share kept and r as there), an upper limit of what a certificate can show.</summary>
    public static IReadOnlyDictionary<(double Keep, int Radius), double> IncrementalUnderAttack { get; } = new Dictionary<(double, int), double>
    {
        [(1, 1)] = 0.67,
        [(0.5, 1)] = 0.66,
        [(0.25, 1)] = 0.50,
        [(0.125, 1)] = 0.345,
    };

    /// <summary>The same as <see cref="Decremental"/> under the authors' search for a change.</summary>
    public static IReadOnlyDictionary<(double Keep, int Radius), double> DecrementalUnderAttack { get; } = new Dictionary<(double, int), double>
    {
        [(1, 1)] = 0.80,
        [(0.5, 1)] = 0.755,
        [(0.25, 1)] = 0.575,
        [(0.125, 1)] = 0.405,
    };

    /// <summary>Mean stability rate over images when r = 1 … 5 random patches are added to an explanation of 49 of 196 patches, by method, without smoothing.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<double>> StabilityRate { get; } = new Dictionary<string, IReadOnlyList<double>>
    {
        ["LIME"] = [0.917, 0.880, 0.855, 0.835, 0.818],
        ["KernelSHAP"] = [0.943, 0.919, 0.902, 0.888, 0.877],
        ["integrated gradients"] = [0.845, 0.776, 0.726, 0.686, 0.655],
        ["random"] = [0.818, 0.741, 0.684, 0.638, 0.600],
    };
}
