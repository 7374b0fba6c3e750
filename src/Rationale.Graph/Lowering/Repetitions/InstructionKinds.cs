using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Lowering.Repetitions;

/// <summary>Numbers of instructions without their places: two that have one number differ in places only.</summary>
internal sealed class InstructionKinds
{
    private readonly Dictionary<(EquatableArray<KernelCall>, EquatableArray<Operand>, Phase, string?), int> _numbers = [];

    /// <summary>The number of a kind.</summary>
    /// <param name="kind">Kernel calls, operands, phase and block, without places.</param>
    public int Number((EquatableArray<KernelCall>, EquatableArray<Operand>, Phase, string?) kind)
    {
        if (!_numbers.TryGetValue(kind, out var number))
        {
            _numbers.Add(kind, number = _numbers.Count);
        }

        return number;
    }
}
