using Rationale.Execution;
using Rationale.Storage;

namespace Rationale.Training;

/// <summary>The loss terms of the steps of an epoch, added up and checked.</summary>
internal sealed class LossAverages
{
    private readonly string[] _terms;
    private readonly double[] _sums;

    public LossAverages(ProgramLayout layout)
    {
        _terms = [.. layout.Totals.Select(total => total.Name)];
        _sums = new double[_terms.Length];
    }

    /// <summary>Steps added.</summary>
    public int Steps { get; private set; }

    /// <summary>The sums and the number of steps, as a checkpoint keeps them.</summary>
    public double[] State => [.. _sums, Steps];

    public void Clear()
    {
        Array.Clear(_sums);
        Steps = 0;
    }

    /// <summary>Adds a step.</summary>
    /// <exception cref="TrainingDivergedException">A term is not finite.</exception>
    public void Add(IStepExecutor<float> executor, int epoch, long step)
    {
        for (var i = 0; i < _terms.Length; i++)
        {
            var value = executor.Total(_terms[i]);
            if (!float.IsFinite(value))
            {
                throw new TrainingDivergedException(epoch, step, _terms[i], value);
            }

            _sums[i] += value;
        }

        Steps++;
    }

    public void Restore(NamedTensor saved)
    {
        var state = new double[saved.Count];
        saved.CopyTo(state);
        if (state.Length != _sums.Length + 1)
        {
            throw new ArgumentException(
                $"The checkpoint holds {state.Length - 1} loss terms, but this training has {_sums.Length} ({string.Join(", ", _terms)}); resume with the same constraint and annotations.");
        }

        state.AsSpan(0, _sums.Length).CopyTo(_sums);
        Steps = (int)state[^1];
    }

    public IReadOnlyDictionary<string, double> Means()
    {
        var means = new Dictionary<string, double>();
        for (var i = 0; i < _terms.Length; i++)
        {
            means[_terms[i]] = _sums[i] / Math.Max(1, Steps);
        }

        return means;
    }
}
