using System.Runtime;
using Rationale.Data;
using static TorchSharp.torch;

namespace Rationale.Samples.TorchSharpModule;

/// <summary>A loop of one's own over a module, as users of TorchSharp write it.</summary>
internal static class AutogradTraining
{
    /// <summary>Trains with Adam, the same contiguous batches in every epoch.</summary>
    /// <param name="module">The module.</param>
    /// <param name="loss">Its loss of rows, labels and annotations.</param>
    /// <param name="train">The rows.</param>
    /// <param name="epochs">Passes over them.</param>
    /// <param name="report">Called after each epoch.</param>
    /// <param name="cancellation">Ends the training.</param>
    public static void Run(nn.Module module, Func<Tensor, Tensor, Tensor, Tensor> loss, Dataset train, int epochs, Action report, CancellationToken cancellation)
    {
        const int BatchSize = 256;
        using var optimizer = optim.Adam(module.parameters(), lr: 1e-3);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            for (var row = 0; row < train.Count; row += BatchSize)
            {
                cancellation.ThrowIfCancellationRequested();

                // Everything that the step makes goes with the scope.
                using var scope = NewDisposeScope();
                var examples = Math.Min(BatchSize, train.Count - row);
                var (x, labels, mask) = (Rows(train.Features, row, examples), Labels(train, row, examples), Rows(train.AnnotationMask!, row, examples));
                WithoutCollection(() =>
                {
                    optimizer.zero_grad();
                    loss(x, labels, mask).backward();
                    optimizer.step();
                });
            }

            report();
        }
    }

    /// <summary>
    /// Runs a step while no garbage is collected. TorchSharp 0.107 frees the numbers that it hands to operators (<c>Scalar</c>) in their finalizers, and does not keep them alive while the native call
    /// reads them: a collection that another thread begins in the middle of a call, such as the one that draws the progress, gives an operator a number that is gone.
    /// </summary>
    private static void WithoutCollection(Action step)
    {
        const long StepBytes = 16 << 20;
        var isHeld = GC.TryStartNoGCRegion(StepBytes);
        try
        {
            step();
        }
        finally
        {
            // A step that needed more has ended the region by itself.
            if (isHeld && GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            {
                GC.EndNoGCRegion();
            }
        }
    }

    /// <summary>The share of rows whose largest output is their label.</summary>
    public static double Accuracy(nn.Module<Tensor, Tensor> module, Dataset data)
    {
        const int BatchSize = 2_000;
        using var mode = no_grad();
        var right = 0L;
        for (var row = 0; row < data.Count; row += BatchSize)
        {
            using var scope = NewDisposeScope();
            var examples = Math.Min(BatchSize, data.Count - row);
            right += module.call(Rows(data.Features, row, examples)).argmax(1).eq(Labels(data, row, examples)).sum().item<long>();
        }

        return (double)right / data.Count;
    }

    /// <summary>Parameters as the paper draws them: normal, with a deviation of a tenth.</summary>
    public static void Start(nn.Module module, ulong seed)
    {
        manual_seed((long)seed);
        foreach (var parameter in module.parameters())
        {
            nn.init.normal_(parameter, 0, 0.1);
        }
    }

    private static Tensor Rows(FeatureMatrix matrix, int first, int count)
    {
        var values = new float[count * matrix.Width];
        matrix.CopyRows(first, count, values);
        return tensor(values, [count, matrix.Width]);
    }

    private static Tensor Labels(Dataset data, int first, int count) => tensor([.. data.Labels.Span.Slice(first, count).ToArray().Select(label => (long)label)], dtype: int64);
}
