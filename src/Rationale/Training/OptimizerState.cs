using Rationale.Execution;
using Rationale.Graph.Objectives;
using Rationale.Kernels;
using Rationale.Storage;

namespace Rationale.Training;

/// <summary>The optimizer with its moments: one fused pass over the flat parameters.</summary>
internal sealed class OptimizerState : IDisposable
{
    private readonly TrainingPlan _plan;
    private readonly UpdateRule _rule;
    private readonly int _length;
    private readonly IReadOnlyList<(int Start, int Length)> _frozen;
    private (int Start, int End, UpdateRule Rule)[] _ranges;
    private readonly AlignedBuffer<float> _first;
    private readonly AlignedBuffer<float> _second;

    /// <summary>Prepares the moments.</summary>
    /// <param name="plan">The training.</param>
    /// <param name="length">How many parameters are trained.</param>
    /// <param name="frozen">Those among them that do not move, ascending.</param>
    public OptimizerState(TrainingPlan plan, int length, IReadOnlyList<(int Start, int Length)> frozen)
    {
        (_plan, _frozen) = (plan, frozen);
        _rule = new UpdateRule(plan.Optimizer, plan.LearningRate, plan.Momentum, plan.WeightDecay);
        (_length, _ranges) = (length, []);
        _ranges = Divided([], []);
        _first = new AlignedBuffer<float>(plan.Optimizer == OptimizerKind.Sgd && plan.Momentum == 0 ? 0 : length);
        _second = new AlignedBuffer<float>(plan.Optimizer == OptimizerKind.Sgd ? 0 : length);
    }

    /// <summary>Updates made.</summary>
    public long Step { get; private set; }

    /// <summary>What the learning rate of the update in progress is multiplied by.</summary>
    public double Factor { get; private set; } = 1;

    /// <summary>Counts an update whose ranges follow.</summary>
    /// <param name="factor">What the learning rate is multiplied by.</param>
    public void Begin(double factor)
    {
        Step++;
        Factor = factor;
    }

    /// <summary>Takes back the update that was begun, of which nothing was made.</summary>
    public void Withdraw() => Step--;

    /// <summary>Gives groups of parameters their own learning rates. Those of terms that are left out do not move at all.</summary>
    /// <param name="groups">The groups, in the order in which they stand behind all other parameters.</param>
    /// <param name="leftOut">Names of the terms that are left out.</param>
    public void Divide(IReadOnlyList<ParameterRange> groups, IReadOnlyCollection<string> leftOut) => _ranges = Divided(groups, leftOut);

    /// <summary>How parameters move in steps without some terms.</summary>
    /// <param name="groups">Groups of parameters with learning rates of their own.</param>
    /// <param name="leftOut">Names of the terms that are left out.</param>
    public IReadOnlyList<UpdateRange> RangesWithout(IReadOnlyList<ParameterRange> groups, IReadOnlyCollection<string> leftOut) => Ranges(Divided(groups, leftOut));

    private (int Start, int End, UpdateRule Rule)[] Divided(IReadOnlyList<ParameterRange> groups, IReadOnlyCollection<string> leftOut)
    {
        var moved = groups.Where(group => !leftOut.Contains(group.Term))
            .Select(group => (group.Start, group.Start + group.Length, Rule: RateOf(group) is { } rate ? _rule with { LearningRate = rate } : _rule))
            .Where(range => range.Rule.LearningRate > 0);
        return [.. moved.Prepend((0, groups.Count > 0 ? groups[0].Start : _length, _rule)).SelectMany(WithoutFrozen)];
    }

    private IEnumerable<(int Start, int End, UpdateRule Rule)> WithoutFrozen((int Start, int End, UpdateRule Rule) range)
    {
        foreach (var (start, length) in _frozen)
        {
            if (range.Start < Math.Min(start, range.End))
            {
                yield return range with { End = Math.Min(start, range.End) };
            }

            range.Start = Math.Max(range.Start, start + length);
        }

        if (range.Start < range.End)
        {
            yield return range;
        }
    }

    private double? RateOf(ParameterRange group) => _plan.Options.TermLearningRates.TryGetValue(group.Term, out var rate) ? rate : group.LearningRate;

    /// <summary>Updates a range: ranges are independent, so workers may take one each.</summary>
    public void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int start, int length)
    {
        foreach (var (from, to, rule) in _ranges)
        {
            var (first, end) = (Math.Max(start, from), Math.Min(start + length, to));
            if (first < end)
            {
                Update(parameters, gradients, first, end - first, rule);
            }
        }
    }

    private void Update(Span<float> parameters, ReadOnlySpan<float> gradients, int start, int length, UpdateRule rule)
    {
        var theta = parameters.Slice(start, length);
        var gradient = gradients.Slice(start, length);
        if (rule.Kind == OptimizerKind.Sgd)
        {
            var velocity = _first.Length == 0 ? [] : _first.Slice(start, length);
            OptimizerKernels.Sgd(theta, gradient, velocity, (float)rule.StepSize(Step, Factor), (float)rule.Momentum);
            return;
        }

        OptimizerKernels.AdamW(
            theta,
            gradient,
            _first.Slice(start, length),
            _second.Slice(start, length),
            (float)rule.StepSize(Step, Factor),
            (float)rule.RootCorrection(Step),
            (float)UpdateRule.Beta1,
            (float)UpdateRule.Beta2,
            (float)UpdateRule.Epsilon,
            (float)rule.Decay(Factor));
    }

    /// <summary>Leaves the updates to an executor that keeps the parameters.</summary>
    public void Attach(IResidentExecutor<float> executor, int trained, IReadOnlyList<(int Start, int Length)> states) =>
        executor.Attach(Ranges(_ranges), _first, _second, trained, states, _plan.ClipNorm > 0 ? _frozen : []);

    private static UpdateRange[] Ranges(IEnumerable<(int Start, int End, UpdateRule Rule)> ranges) =>
        [.. ranges.Where(range => range.Start < range.End).Select(range => new UpdateRange(range.Start, range.End - range.Start, range.Rule))];

    public IReadOnlyList<NamedTensor> Save() =>
    [
        NamedTensor.FromSingle("first", [_first.Length], _first.Span),
        NamedTensor.FromSingle("second", [_second.Length], _second.Span),
    ];

    public void Restore(IReadOnlyList<NamedTensor> state, long step)
    {
        foreach (var (name, buffer) in new[] { ("first", _first), ("second", _second) })
        {
            var tensor = state.FirstOrDefault(tensor => tensor.Name == name);
            if (tensor?.Count != buffer.Length)
            {
                throw new ArgumentException($"The checkpoint holds {tensor?.Count ?? 0} values of the optimizer's state '{name}', but {_plan.Optimizer} needs {buffer.Length}; resume with the same optimizer.");
            }

            tensor.CopyTo(buffer.Span);
        }

        Step = step;
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }
}
