namespace Rationale.Tests.Reference;

/// <summary>Losses, double gradients and optimizer steps of small networks, by PyTorch in float64.</summary>
internal sealed record RrrReference(string Source, Dictionary<string, RrrReference.Network> Networks, RrrReference.Case[] Cases)
{
    private static readonly Lazy<RrrReference> File = new(() => ReferenceFile.Read<RrrReference>("rrr.json"));

    public static RrrReference Load() => File.Value;

    /// <summary>Parameters stand in layer order, W [inputs × units] row-major and then b.</summary>
    internal sealed record Network(int[] Sizes, bool Bias, int Rows, double[] Parameters, double[] Inputs, int[] Labels, double[] Targets, int[] Mask);

    /// <summary>Its own mask takes the place of the network's, where it has one.</summary>
    internal sealed record Case(
        string Name, string Network, string Task, string Activation, Dictionary<string, double> Attributes, Reduction TaskReduction,
        Constraint? Constraint, int[]? Mask, Penalty? WeightPenalty, Expected Expected)
    {
        /// <summary>The name, so that a failing theory says which case it was.</summary>
        public override string ToString() => Name;
    }

    internal sealed record Constraint(double Weight, ExplainedScalar Scalar, PenaltyNorm Norm, Reduction Reduction);

    internal sealed record Penalty(double L2, double L1);

    internal sealed record Expected(
        double[] Outputs, double TaskLoss, double[]? Explanation, double ExplanationLoss, double WeightLoss, double Total, double[] Gradients,
        Dictionary<string, double[]>? AfterFiveSteps);
}
