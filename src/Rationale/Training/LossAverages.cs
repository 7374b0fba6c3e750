using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Objectives;
using Rationale.Storage;

namespace Rationale.Training;

/// <summary>The terms of the objective over the steps of an epoch, added up and checked.</summary>
internal sealed class LossAverages
{
    private readonly string[] _terms;
    private readonly double[] _sums;
    private readonly float[] _room;
    private readonly ModelTask _task;
    private long _examples;

    public LossAverages(ProgramLayout layout, ModelTask task)
    {
        _task = task;
        _terms = [.. layout.Totals.Select(total => total.Name)];
        _sums = new double[_terms.Length];
        _room = new float[_terms.Length];
    }

    /// <summary>Adds what a device has not told yet; called before somebody looks.</summary>
    public Action? Settle { get; set; }

    /// <summary>The task loss of the first step that was added, for one example; not a number before it.</summary>
    public double FirstTaskLoss { get; private set; } = double.NaN;

    /// <summary>Steps added.</summary>
    public int Steps { get; private set; }

    /// <summary>The sums, the number of steps and that of their examples, as a checkpoint keeps them.</summary>
    public double[] State
    {
        get
        {
            Settle?.Invoke();
            return [.. _sums, Steps, _examples];
        }
    }

    public void Clear()
    {
        Array.Clear(_sums);
        (Steps, _examples) = (0, 0);
    }

    /// <summary>Adds a step.</summary>
    /// <param name="executor">What has run it.</param>
    /// <param name="examples">Examples of its batch.</param>
    /// <param name="epoch">The epoch, from 1, for messages.</param>
    /// <param name="step">The step, from 1, for messages.</param>
    /// <exception cref="TrainingDivergedException">A term is not finite.</exception>
    /// <param name="skipped">Terms that the step was made without; they add nothing.</param>
    public void Add(IStepExecutor<float> executor, int examples, int epoch, long step, IReadOnlyList<string>? skipped = null)
    {
        for (var i = 0; i < _terms.Length; i++)
        {
            _room[i] = skipped?.Contains(_terms[i]) == true ? 0 : executor.Total(_terms[i]);
        }

        Add(_room, examples, epoch, step);
    }

    /// <summary>Adds a step.</summary>
    /// <param name="totals">The terms, in the order of the layout.</param>
    /// <param name="examples">Examples of its batch.</param>
    /// <param name="epoch">The epoch, from 1, for messages.</param>
    /// <param name="step">The step, from 1, for messages.</param>
    /// <exception cref="TrainingDivergedException">A term is not finite.</exception>
    public void Add(ReadOnlySpan<float> totals, int examples, int epoch, long step)
    {
        for (var i = 0; i < _terms.Length; i++)
        {
            if (!float.IsFinite(totals[i]))
            {
                throw new TrainingDivergedException(epoch, step, _terms[i], totals[i]);
            }

            _sums[i] += totals[i];
        }

        if (double.IsNaN(FirstTaskLoss) && Array.IndexOf(_terms, TaskLoss.Key) is >= 0 and var task)
        {
            FirstTaskLoss = totals[task] / LossNormalization.ForSteps(_task, 1, examples);
        }

        Steps++;
        _examples += examples;
    }

    /// <summary>Goes on from what a checkpoint kept.</summary>
    /// <param name="saved">The sums; version 0.1 kept no number of examples.</param>
    /// <param name="usualBatch">Examples of a whole batch, for sums of version 0.1.</param>
    /// <exception cref="ArgumentException">The sums are those of other terms.</exception>
    public void Restore(NamedTensor saved, int usualBatch)
    {
        var state = new double[saved.Count];
        saved.CopyTo(state);
        if (saved.Name == Version01.LossSums)
        {
            // An epoch that is not over has had whole batches only.
            state = [.. state, state[^1] * usualBatch];
        }

        if (state.Length != _sums.Length + 2)
        {
            throw new ArgumentException(
                $"The checkpoint holds {state.Length - 2} loss terms, but this training has {_sums.Length} ({string.Join(", ", _terms)}); resume with the same terms and annotations.");
        }

        state.AsSpan(0, _sums.Length).CopyTo(_sums);
        (Steps, _examples) = ((int)state[^2], (long)state[^1]);
    }

    /// <summary>The terms of an average step for one example; see <see cref="LossNormalization"/>.</summary>
    public IReadOnlyDictionary<string, double> Means()
    {
        Settle?.Invoke();
        var means = new Dictionary<string, double>();
        for (var i = 0; i < _terms.Length; i++)
        {
            means[_terms[i]] = _sums[i] / LossNormalization.ForSteps(_task, Steps, _examples);
        }

        return means;
    }
}
