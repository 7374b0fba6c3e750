using Rationale.Storage;

namespace Rationale.Training.Callbacks;

/// <summary>Keeps one record for each epoch, and writes it to the history's file where a folder is set.</summary>
/// <param name="path">The file; null for none.</param>
/// <param name="beforeFile">Called before something is written.</param>
internal sealed class HistoryCallback(string? path, Action beforeFile) : ITrainingCallback, IDisposable
{
    private HistoryWriter? _writer;

    /// <inheritdoc/>
    public ValueTask OnEpochEndAsync(TrainingContext training)
    {
        var record = new HistoryRecord
        {
            Epoch = training.Epoch,
            Step = training.Step,
            Seconds = training.SecondsBefore + training.Elapsed.TotalSeconds,
            Losses = training.Losses,
            Metrics = training.Metrics,
        };
        training.Add(record);
        if (path is not null)
        {
            beforeFile();
            _writer ??= HistoryWriter.Create(path);
            _writer.Append(record);
        }

        return default;
    }

    /// <summary>Continues the file of a checkpoint after its first records.</summary>
    public void Resume(TrainingContext training, int records)
    {
        _writer = HistoryWriter.Resume(path!, records);
        foreach (var record in History.Read(path!))
        {
            training.Add(record);
        }

        training.SecondsBefore = training.History.Count == 0 ? 0 : training.History[^1].Seconds;
    }

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();
}
