namespace Rationale.Graph.Tensors;

/// <summary>
/// A graph as calls of ATen's operators over the whole batch, in the order in which they run: what the torch target executes and what its code is written from.
/// Views take the place of everything that only rearranges; every call writes into a buffer that is there before the step.
/// </summary>
/// <param name="Buffers">All buffers that calls touch.</param>
/// <param name="Setup">Calls that fill constants, once.</param>
/// <param name="Calls">Calls of a step, by stage.</param>
/// <param name="Sums">For each level, the sums over the batch that it ends with: what several workers must add up.</param>
/// <param name="Columns">Columns of the batch, with elements an example.</param>
/// <param name="Settings">Names of the run-time numbers; the first is the number of examples.</param>
/// <param name="Totals">Names of the numbers for the whole batch, in the order of their buffer.</param>
/// <param name="Outputs">Results for each example.</param>
/// <param name="Slots">For each buffer of intermediate values, which of them shares its memory.</param>
public sealed record TensorSchedule(
    IReadOnlyList<TensorBuffer> Buffers,
    IReadOnlyList<TensorCall> Setup,
    IReadOnlyList<TensorCall> Calls,
    IReadOnlyList<IReadOnlyList<TensorView>> Sums,
    IReadOnlyList<TensorBuffer> Columns,
    IReadOnlyList<string> Settings,
    IReadOnlyList<string> Totals,
    IReadOnlyList<TensorBuffer> Outputs,
    IReadOnlyDictionary<TensorBuffer, TensorBuffer> Slots)
{
    /// <summary>The schedule of a graph whose gradients have been expanded.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="parameterLength">Length of the flat parameters.</param>
    /// <exception cref="NotSupportedException">An operator has no form in ATen here.</exception>
    public static TensorSchedule Of(ComputationGraph graph, int parameterLength) => new TensorLowering(graph, parameterLength).Run();

    /// <summary>The buffer with a role, for roles of which there is one.</summary>
    public TensorBuffer? Find(TensorRole role) => Buffers.FirstOrDefault(buffer => buffer.Role == role);

    /// <summary>A listing, one buffer or call a line.</summary>
    public override string ToString() => string.Join(
        "\n",
        Buffers.Select(buffer => $"{buffer.Id}: {buffer.Role} {buffer.Name} {(buffer.Batched ? "examples×" : "")}{buffer.Length} {buffer.Type} {buffer.Source} in {(Slots.TryGetValue(buffer, out var slot) ? slot.Id : buffer.Id)}")
            .Concat(Setup.Concat(Calls).Select(call => $"{call.Stage} {call.Operator}({string.Join(", ", call.Arguments)}) writes {string.Join(", ", call.Writes)} {call.Into} {call.Elementwise}"))
            .Concat(Sums.Select(sums => $"sums {string.Join(", ", sums)}"))
            .Append($"columns {string.Join(", ", Columns.Select(column => column.Id))}; settings {string.Join(", ", Settings)}; totals {string.Join(", ", Totals)}; outputs {string.Join(", ", Outputs.Select(output => output.Id))}"));
}
