using Rationale.Execution;

namespace Rationale.Gpu.Execution;

/// <content>How the examples of a batch come to the device.</content>
internal sealed partial class GpuExecutor<T>
{
    private DeviceTable<T>? _lastTable;
    private BatchBuffers<T>? _buffers;
    private MaskVersions<T>? _versions;
    private T[] _values = [];
    private int[] _labels = [];

    /// <summary>Brings columns and labels of some examples, and waits: by their numbers, where the device has all examples that they are chosen from.</summary>
    private void Bring(IBatch<T> batch, int first, int examples)
    {
        var memory = _memory!;
        if (batch is IExampleSelection<T> { Selected: { IsEmpty: false } selected } selection && TableOf(selection) is { } table)
        {
            table.Choose(selected.Slice(first, examples));
            var queue = Queue(memory, examples, joins: false);
            queue.Add(table.Gather(memory, _columns, examples, always: 0));
            queue.Flush();
            return;
        }

        if (batch is IMaskedVersions<T> versions && _layout.Inputs.Count == 1)
        {
            (_versions ??= new MaskVersions<T>(_device, _stream)).Put(versions, first, memory.Column(0, examples), _layout.Inputs[0].Width);
            return;
        }

        for (var i = 0; i < _layout.Inputs.Count; i++)
        {
            var length = checked(_layout.Inputs[i].Width * examples);
            if (_values.Length < length)
            {
                _values = new T[length];
            }

            Upload(batch.Input(_columns[i], first, examples, _values.AsMemory(0, length)).Span, memory.Column(i, examples));
        }

        if (_labels.Length < examples)
        {
            _labels = new int[examples];
        }

        Upload(batch.Labels(first, examples, _labels.AsMemory(0, examples)).Span, memory.Labels(examples));
    }

    /// <summary>The table with the examples of a choice; null where there is none. Steps that were recorded with another one are forgotten.</summary>
    private DeviceTable<T>? TableOf(IExampleSelection<T> selection)
    {
        var table = _model.TableOf(selection);
        if (table != _lastTable)
        {
            _graphs.Clear();
            _lastTable = table;
        }

        return table;
    }
}
