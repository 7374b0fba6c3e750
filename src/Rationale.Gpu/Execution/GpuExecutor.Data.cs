using Rationale.Execution;

namespace Rationale.Gpu.Execution;

/// <content>How the examples of a batch come to the device.</content>
internal sealed partial class GpuExecutor<T>
{
    private DeviceTable<T>? _table;

    /// <summary>Brings columns and labels of some examples: by their numbers, where the device has all examples that they are chosen from.</summary>
    /// <returns>What is left to do on the device; null where nothing is.</returns>
    private Action? Bring(IBatch<T> batch, int first, int examples)
    {
        if (batch is IExampleSelection<T> { Selected: { IsEmpty: false } selected, All: var all } && Table(all) is { } table)
        {
            table.Choose(selected.Slice(first, examples));
            return () => table.Gather(_memory!, examples);
        }

        var memory = _memory!;
        for (var i = 0; i < _layout.Inputs.Count; i++)
        {
            var length = checked(_layout.Inputs[i].Width * examples);
            if (_room.Length < length)
            {
                _room = new T[length];
            }

            Upload(batch.Input(i, first, examples, _room.AsMemory(0, length)).Span, memory.Column(i, examples));
        }

        if (_labelRoom.Length < examples)
        {
            _labelRoom = new int[examples];
        }

        Upload(batch.Labels(first, examples, _labelRoom.AsMemory(0, examples)).Span, memory.Labels(examples));
        return null;
    }

    private DeviceTable<T>? Table(IBatch<T> all)
    {
        if (_table?.Source == all)
        {
            return _table;
        }

        _graphs.Clear();
        _table?.Dispose();
        _table = DeviceTable<T>.Bytes(all, _layout) <= _options.DataLimit ? new DeviceTable<T>(_device, _stream, _layout, all) : null;
        return _table;
    }
}
