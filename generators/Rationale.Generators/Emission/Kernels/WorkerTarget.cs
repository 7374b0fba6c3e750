using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Repetitions;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Programs for the workers of a CPU.</summary>
internal sealed class WorkerTarget(TypeNames names) : IProgramTarget
{
    /// <inheritdoc/>
    public string Parameters => $"{names["Frame"]} frame";

    /// <inheritdoc/>
    public string Arguments => "frame";

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<KernelCall>> Separated(IReadOnlyList<IReadOnlyList<KernelCall>> lines) => lines;

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<KernelCall>> Separated(Repetition repetition) => repetition.Calls;

    /// <inheritdoc/>
    public string Place(Operand operand, string offset) => Scope.Place(operand, offset);

    /// <inheritdoc/>
    public string? Origin(Operand operand) => null;

    /// <inheritdoc/>
    public ICallPrinter Printer(IndentedWriter writer, Scope scope) => new KernelPrinter(writer, scope, names);
}
