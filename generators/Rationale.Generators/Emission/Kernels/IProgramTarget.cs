using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Repetitions;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>What differs between programs for the CPU and for a GPU where instructions become methods.</summary>
internal interface IProgramTarget
{
    /// <summary>The first parameters of a method, with their types.</summary>
    string Parameters { get; }

    /// <summary>What is passed for them.</summary>
    string Arguments { get; }

    /// <summary>Calls with whatever must stand between and after them.</summary>
    /// <param name="lines">The calls of instructions that follow each other.</param>
    IReadOnlyList<IReadOnlyList<KernelCall>> Separated(IReadOnlyList<IReadOnlyList<KernelCall>> lines);

    /// <summary>The calls of one turn of a repetition with whatever must stand between and after them in any turn.</summary>
    IReadOnlyList<IReadOnlyList<KernelCall>> Separated(Repetition repetition);

    /// <summary>Where an operand stands.</summary>
    /// <param name="operand">The operand.</param>
    /// <param name="offset">Its place within its region, as an expression.</param>
    string Place(Operand operand, string offset);

    /// <summary>What an operand is that was computed before the pass, where no code of the file does it; null otherwise.</summary>
    string? Origin(Operand operand);

    /// <summary>A printer of calls.</summary>
    ICallPrinter Printer(IndentedWriter writer, Scope scope);
}
