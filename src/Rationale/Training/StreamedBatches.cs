using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Models;
using Rationale.Objectives;

namespace Rationale.Training;

/// <summary>Batches of data that are read anew in each epoch: every block of the stream is cut into batches of its own.</summary>
/// <param name="stream">The blocks.</param>
/// <param name="model">What every block must fit.</param>
internal sealed class StreamedBatches(DatasetStream stream, ModelSpecification model) : BatchSource
{
    private ProgramLayout? _layout;
    private TrainingPlan? _plan;
    private ExampleWeighting? _weighting;
    private IAsyncEnumerator<Dataset>? _blocks;
    private Dataset? _first;
    private MemoryBatches? _block;
    private int _epoch;
    private int _batches;
    private int _known = -1;
    private int _blocksRead;
    private int _largestBlock;

    /// <inheritdoc/>
    public override long ExamplesPerEpoch => -1;

    /// <inheritdoc/>
    public override int BatchesPerEpoch => _known;

    /// <inheritdoc/>
    public override (int Count, int Largest) Blocks => (_blocksRead, _largestBlock);

    /// <inheritdoc/>
    public override async ValueTask<Dataset> SampleAsync(CancellationToken cancellationToken)
    {
        await foreach (var block in stream.ReadAsync(1, cancellationToken).ConfigureAwait(false))
        {
            return _first = block;
        }

        throw new ArgumentException("The stream gave no examples in its first epoch, but training needs at least 1.");
    }

    /// <inheritdoc/>
    public override void Prepare(ProgramLayout layout, TrainingPlan plan, ExampleWeighting weighting) => (_layout, _plan, _weighting) = (layout, plan, weighting);

    /// <inheritdoc/>
    public override async ValueTask StartEpochAsync(int epoch, int skip, CancellationToken cancellationToken)
    {
        await CloseAsync().ConfigureAwait(false);
        (_epoch, _batches, _blocksRead, _largestBlock) = (epoch, 0, 0, 0);
        _blocks = stream.ReadAsync(epoch, cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (var i = 0; i < skip; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await NextAsync().ConfigureAwait(false) is null)
            {
                throw new ArgumentException($"The checkpoint stands after batch {skip} of epoch {epoch}, but the stream gave {i}; resume with the same data.");
            }
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<IBatch<float>?> NextAsync()
    {
        while (true)
        {
            if (_block is not null && await _block.NextAsync().ConfigureAwait(false) is { } batch)
            {
                _batches++;
                return batch;
            }

            if (!await _blocks!.MoveNextAsync().ConfigureAwait(false))
            {
                _known = _batches;
                return null;
            }

            await OpenAsync(_blocks.Current).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => CloseAsync().AsTask().GetAwaiter().GetResult();

    private async ValueTask OpenAsync(Dataset block)
    {
        // Kernels look examples up by their labels: a block that does not fit must not reach them.
        DataChecks.Labeled(model, block);
        if (block.ExampleWeights is not null && _layout!.Inputs.All(input => input.Name != ExampleWeights.Input))
        {
            throw new ArgumentException("A block of the stream has weights of examples, but its first block has none; give weights to all blocks.");
        }

        CheckInputs(block);
        (_block, _blocksRead, _largestBlock) = (null, _blocksRead + 1, Math.Max(_largestBlock, block.Count));
        if (_plan!.Options.DropLast && block.Count < _plan.BatchSize)
        {
            return;
        }

        _block = new MemoryBatches(block, isRepeated: false);
        _block.Prepare(_layout!, _plan, _weighting!);
        await _block.StartEpochAsync(_epoch, 0, default).ConfigureAwait(false);
    }

    /// <summary>What the first block has, the others must have: the values that a block lacks would be zeros.</summary>
    private void CheckInputs(Dataset block)
    {
        foreach (var input in _layout!.Inputs.Where(input => input.Name != ExampleWeights.Input))
        {
            if (_first!.Find(input.Name) is { } known && block.Find(input.Name)?.Width != known.Width)
            {
                throw new ArgumentException(block.Find(input.Name) is { } found
                    ? $"A block of the stream has '{input.Name}' with {found.Width} elements an example, but its first block has {known.Width}; give all blocks the same."
                    : $"A block of the stream has no '{input.Name}', but its first block has; give it to all blocks with {ObjectiveInputs.CallFor(model, input.Name, batched: true)}, with zeros where nothing is marked.");
            }
        }
    }

    private async ValueTask CloseAsync()
    {
        _block = null;
        if (_blocks is not null)
        {
            await _blocks.DisposeAsync().ConfigureAwait(false);
            _blocks = null;
        }
    }
}
