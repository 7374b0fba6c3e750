using Rationale.Data;
using Rationale.Torch;
using static TorchSharp.torch;

namespace Rationale.Samples.TorchSharpModule;

/// <summary>A loop of one's own over a module, as users of TorchSharp write it, with the loss that is generated.</summary>
internal static class OwnLoop
{
    /// <summary>Trains with Adam, the same contiguous batches in every epoch.</summary>
    /// <param name="module">The module.</param>
    /// <param name="train">The digits.</param>
    /// <param name="epochs">Passes over them.</param>
    /// <param name="report">Called after each epoch.</param>
    /// <param name="cancellation">Ends the training.</param>
    public static void Run(DigitsModule module, Dataset train, int epochs, Action report, CancellationToken cancellation)
    {
        const int BatchSize = 256;
        using var optimizer = optim.Adam(module.parameters(), lr: 1e-3);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            for (var row = 0; row < train.Count; row += BatchSize)
            {
                cancellation.ThrowIfCancellationRequested();

                // Everything that the step makes goes with the scope. A collection in the middle of a native call would free the numbers that TorchSharp has handed to it.
                using var scope = NewDisposeScope();
                using var held = HeldCollections.Begin();
                var examples = Math.Min(BatchSize, train.Count - row);
                optimizer.zero_grad();
                module.ExplainedLoss(Batch(train.Features, row, examples), Labels(train, row, examples), Batch(train.AnnotationMask!, row, examples)).backward();
                optimizer.step();
            }

            report();
        }
    }

    private static Tensor Batch(FeatureMatrix matrix, int first, int count)
    {
        var values = new float[count * matrix.Width];
        matrix.CopyRows(first, count, values);
        return tensor(values, [count, matrix.Width]);
    }

    private static Tensor Labels(Dataset data, int first, int count) => tensor(Array.ConvertAll(data.Labels.Span.Slice(first, count).ToArray(), label => (long)label));
}
