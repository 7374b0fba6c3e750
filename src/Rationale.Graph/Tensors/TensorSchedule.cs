using System.ComponentModel;

namespace Rationale.Graph.Tensors;

/// <summary>
/// A graph as a program of TorchScript over the whole batch, and the memory that it works on: what the torch target runs. Views take the place of everything that only
/// rearranges; every line writes into a buffer that is there before the step.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TensorSchedule
{
    /// <summary>Only a lowering makes one.</summary>
    internal TensorSchedule()
    {
    }

    /// <summary>All buffers.</summary>
    internal IReadOnlyList<TensorBuffer> Buffers { get; init; } = [];

    /// <summary>The tensors that the text names, by their places in buffers.</summary>
    internal IReadOnlyList<ScriptTensor> Tensors { get; init; } = [];

    /// <summary>The functions of the text, by stage; that of <see cref="TensorStage.Setup"/> fills constants once.</summary>
    internal IReadOnlyList<TensorFunction> Functions { get; init; } = [];

    /// <summary>The program.</summary>
    internal string Text { get; init; } = "";

    /// <summary>For each level, names of the sums over the batch that it ends with: what several workers must add up.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Sums { get; init; } = [];

    /// <summary>Columns of the batch, with elements a row.</summary>
    internal IReadOnlyList<TensorBuffer> Columns { get; init; } = [];

    /// <summary>Names of the run-time numbers; the first is the number of rows.</summary>
    internal IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Names of the numbers for the whole batch, in the order of their buffer.</summary>
    internal IReadOnlyList<string> Totals { get; init; } = [];

    /// <summary>Results for each row.</summary>
    internal IReadOnlyList<TensorBuffer> Outputs { get; init; } = [];

    /// <summary>For each buffer of intermediate values, which of them shares its memory.</summary>
    internal IReadOnlyDictionary<TensorBuffer, TensorBuffer> Slots { get; init; } = new Dictionary<TensorBuffer, TensorBuffer>();

    /// <summary>The schedule of a graph whose gradients have been expanded.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="parameterLength">Length of the flat parameters.</param>
    /// <exception cref="NotSupportedException">An operator has no form in ATen here.</exception>
    internal static TensorSchedule Of(ComputationGraph graph, int parameterLength) => new TensorLowering(graph, parameterLength).Run();

    /// <summary>The same memory under another program.</summary>
    internal TensorSchedule WithText(string text) => new()
    {
        Buffers = Buffers,
        Tensors = Tensors,
        Functions = Functions,
        Text = text,
        Sums = Sums,
        Columns = Columns,
        Settings = Settings,
        Totals = Totals,
        Outputs = Outputs,
        Slots = Slots,
    };

    /// <summary>The buffer with a role, for roles of which there is one.</summary>
    internal TensorBuffer? Find(TensorRole role) => Buffers.FirstOrDefault(buffer => buffer.Role == role);

    /// <summary>The tensor of a name.</summary>
    internal TensorView this[string name] => Tensors.First(tensor => tensor.Name == name).View;

    /// <summary>A listing: memory, tensors, and the text.</summary>
    public override string ToString() => string.Join(
        "\n",
        Buffers.Select(buffer => $"{buffer.Id}: {buffer.Role} {buffer.Name} {(buffer.Batched ? "rows×" : "")}{buffer.Length} {buffer.Type} {buffer.Source} in {(Slots.TryGetValue(buffer, out var slot) ? slot.Id : buffer.Id)}")
            .Concat(Tensors.Select(tensor => $"{tensor.Name} = {tensor.View}"))
            .Concat(Functions.Select(function => $"{function.Name} at {function.Stage}: {string.Join(", ", function.Arguments)}"))
            .Concat(Sums.Select(sums => $"sums {string.Join(", ", sums)}"))
            .Append($"columns {string.Join(", ", Columns.Select(column => column.Id))}; settings {string.Join(", ", Settings)}; totals {string.Join(", ", Totals)}; outputs {string.Join(", ", Outputs.Select(output => output.Id))}")
            .Append(Text));
}
