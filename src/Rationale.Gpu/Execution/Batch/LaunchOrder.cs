using Rationale.Graph.Lowering;

namespace Rationale.Gpu.Execution.Batch;

/// <summary>
/// Divides the units of a pass into launches. What others wait for comes first; what blocks may compute for their own examples is gathered as long as nothing else can go on; sums wait until several share a launch, unless what they read takes much memory
/// meanwhile.
/// </summary>
internal sealed class LaunchOrder
{
    private readonly List<BatchUnit> _waiting;
    private readonly HashSet<BatchUnit> _done = [];
    private readonly List<(BatchLaunchKind Kind, IReadOnlyList<BatchUnit> Units)> _launches = [];
    private readonly int _keptWidth;

    private LaunchOrder(IReadOnlyList<BatchUnit> units, int keptWidth) => (_waiting, _keptWidth) = ([.. units], keptWidth);

    /// <summary>The launches, in order.</summary>
    /// <param name="units">The units of a pass, in an order in which they could run.</param>
    /// <param name="keptWidth">Elements of an example that may be kept for sums that wait.</param>
    public static IReadOnlyList<(BatchLaunchKind Kind, IReadOnlyList<BatchUnit> Units)> Compute(IReadOnlyList<BatchUnit> units, int keptWidth)
    {
        var order = new LaunchOrder(units, keptWidth);
        while (order._waiting.Count > 0)
        {
            order.Next();
        }

        return order._launches;
    }

    private void Next()
    {
        if (_waiting.Find(unit => unit.IsLarge && IsReady(unit) && !unit.IsSum) is { } product)
        {
            Launch(BatchLaunchKind.Product, [product]);
        }
        else if (_waiting.Exists(unit => !unit.IsChained && !unit.IsSum && IsReady(unit)))
        {
            LaunchGrid(unit => !unit.IsChained && !unit.IsSum);
        }
        else if (_waiting.Find(unit => unit is { IsLarge: true, IsSum: true } && IsReady(unit)) is { } gradient)
        {
            Launch(BatchLaunchKind.Product, [gradient]);
        }
        else if (KeptForSums() > _keptWidth || !_waiting.Exists(unit => unit.IsChained && IsReady(unit)))
        {
            LaunchGrid(unit => unit.IsSum);
        }
        else
        {
            LaunchChain();
        }
    }

    /// <summary>What can run at once, as one launch of all threads.</summary>
    private void LaunchGrid(Predicate<BatchUnit> takes)
    {
        var (units, budget) = (new List<BatchUnit>(), new ArgumentBudget(0));
        foreach (var unit in _waiting.Where(unit => !unit.IsLarge && takes(unit)))
        {
            // Several calls for one value wait for each other.
            if ((units.Count == 0 || unit.Calls.Count == 1) && unit.Needs.All(need => _done.Contains(need) || (units.Contains(need) && AddAlike(need, unit))) && budget.TryAdd(unit))
            {
                units.Add(unit);
                if (unit.Calls.Count > 1)
                {
                    break;
                }
            }
        }

        Launch(BatchLaunchKind.Grid, units);
    }

    private void LaunchChain()
    {
        var (units, budget) = (new List<BatchUnit>(), new ArgumentBudget(ChainForm.Integers));
        var taken = new HashSet<BatchUnit>();
        foreach (var unit in _waiting.Where(unit => unit.IsChained))
        {
            if (unit.Needs.All(need => _done.Contains(need) || taken.Contains(need)) && budget.TryAdd(unit))
            {
                units.Add(unit);
                taken.Add(unit);
            }
        }

        Launch(BatchLaunchKind.Chain, units);
    }

    private void Launch(BatchLaunchKind kind, IReadOnlyList<BatchUnit> units)
    {
        _launches.Add((kind, units));
        _done.UnionWith(units);
        _waiting.RemoveAll(_done.Contains);
    }

    private bool IsReady(BatchUnit unit) => unit.Needs.IsSubsetOf(_done);

    /// <summary>Elements of an example that would be free if the sums that wait were through.</summary>
    private int KeptForSums() => _waiting.Where(unit => unit.IsSum && IsReady(unit)).SelectMany(unit => unit.Reads.Values).Distinct().Where(value => value.Readers.TrueForAll(reader => _done.Contains(reader) || reader.IsSum)).Sum(value => value.Length);

    /// <summary>Whether the same threads write the same elements in the same order of additions: two products that add to the gradient of one matrix, say.</summary>
    private static bool AddAlike(BatchUnit earlier, BatchUnit later) => earlier is { IsSum: true, Calls: [var one] } && later is { IsSum: true, Calls: [var other] }
        && (one.Class, one.Method) == (other.Class, other.Method)
        && one.Arguments.Zip(other.Arguments, (first, second) => first is OperandArgument { IsWritten: false } ? second is OperandArgument { IsWritten: false } : first == second || first is FlagArgument { Parameter: "accumulate" }).All(same => same);

    /// <summary>How many arguments the kernels of a launch have taken of those that it can pass.</summary>
    /// <param name="reserved">Integers that the launch passes beside those of its kernels.</param>
    private sealed class ArgumentBudget(int reserved)
    {
        private ArgumentCounts _counts = new(0, reserved, 0);
        private bool _isFirst = true;

        /// <summary>Takes a unit in; the first one always.</summary>
        public bool TryAdd(BatchUnit unit)
        {
            var counts = unit.Calls.Select(BlockKernels.Find<float>).Aggregate(_counts, (sum, kernel) => sum + ArgumentCounts.Of<float>(kernel));
            if (!_isFirst && !counts.Fit)
            {
                return false;
            }

            (_counts, _isFirst) = (counts, false);
            return true;
        }
    }
}
