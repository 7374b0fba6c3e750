namespace Rationale.Attribution;

/// <summary>The mean over noisy copies (Smilkov et al. 2017).</summary>
public sealed record SmoothGrad : NoiseTunnel
{
    /// <inheritdoc/>
    public override string Name => "SmoothGrad";

    internal override ScoreUnit Unit => Inner.Unit;

    private protected override double Statistic(double mean, double sumOfSquaredDifferences, int samples) => mean;
}

/// <summary>The mean square over noisy copies (Hooker et al. 2019).</summary>
public sealed record SmoothGradSquared : NoiseTunnel
{
    /// <inheritdoc/>
    public override string Name => "SmoothGrad squared";

    internal override ScoreUnit Unit => SquaredUnit;

    private protected override double Statistic(double mean, double sumOfSquaredDifferences, int samples) => (mean * mean) + (sumOfSquaredDifferences / samples);
}

/// <summary>The variance over noisy copies, divided by their number (Adebayo et al. 2018).</summary>
public sealed record VarGrad : NoiseTunnel
{
    /// <inheritdoc/>
    public override string Name => "VarGrad";

    internal override ScoreUnit Unit => SquaredUnit;

    private protected override double Statistic(double mean, double sumOfSquaredDifferences, int samples) => sumOfSquaredDifferences / samples;
}
