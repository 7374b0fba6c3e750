using Rationale.Attribution;

namespace Rationale.Counterfactuals;

/// <summary>Tells shares of a part of the work as shares of the whole, at once and on the thread that reports.</summary>
internal sealed class ShareProgress(IProgress<double> whole, double start, double length) : IProgress<double>, IProgress<AttributionProgress>
{
    /// <summary>One of several equal parts; null where nobody listens.</summary>
    public static ShareProgress? Part(IProgress<double>? whole, int part, int parts) => whole is null ? null : new ShareProgress(whole, (double)part / parts, 1.0 / parts);

    /// <summary>The first (0) or second (1) half of this part.</summary>
    public ShareProgress Half(int half) => new(whole, start + (half * length / 2), length / 2);

    public void Report(double value) => whole.Report(start + (length * value));

    public void Report(AttributionProgress value) => Report((double)value.Evaluations / Math.Max(1, value.TotalEvaluations));
}
