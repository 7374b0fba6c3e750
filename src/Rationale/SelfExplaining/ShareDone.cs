namespace Rationale.SelfExplaining;

/// <summary>Counts what several threads have done, and tells it in per cent: once for each, never a smaller one after a larger one.</summary>
internal sealed class ShareDone(IProgress<double>? progress, int total)
{
    private readonly Lock _gate = new();
    private int _done;
    private int _told;

    /// <summary>One more is done.</summary>
    public void Add()
    {
        if (progress is null)
        {
            return;
        }

        lock (_gate)
        {
            var percent = (int)(100L * ++_done / total);
            if (percent > _told)
            {
                _told = percent;
                progress.Report(_done == total ? 1 : percent / 100.0);
            }
        }
    }
}
