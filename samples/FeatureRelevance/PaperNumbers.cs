using Rationale.Objectives;

namespace Rationale.Samples.FeatureRelevance;

/// <summary>The task stands in for the paper's gene expression data, which are not free; these are the numbers of an independent PyTorch implementation on the same task, 10 seeds, λ = 0.3.</summary>
public static class PaperNumbers
{
    /// <summary>Mean squared error on the test examples.</summary>
    public static double MeanSquaredError(PriorControl control) => control switch
    {
        PriorControl.NoPrior => 0.766,
        PriorControl.ZeroPrior => 0.691,
        PriorControl.NoisePrior => 0.720,
        _ => 0.680,
    };

    /// <summary>Area under the ROC curve of the prior; null where there is none.</summary>
    public static double? PriorAuc(PriorControl control) => control switch
    {
        PriorControl.NoisePrior => 0.62,
        PriorControl.TruePrior => 0.95,
        _ => null,
    };
}
