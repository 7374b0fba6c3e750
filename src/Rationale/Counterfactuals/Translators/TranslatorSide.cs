using System.Numerics.Tensors;
using Rationale.Execution;
using Rationale.Kernels;
using Rationale.Training;

namespace Rationale.Counterfactuals;

/// <summary>One side of the game: its program, and Adam over its own range of the parameters.</summary>
internal sealed class TranslatorSide : IDisposable
{
    /// <summary>Of Adam, as in the cycle-GAN; β₂ and ε are the usual ones.</summary>
    private const float Beta1 = 0.5f;

    private readonly AlignedBuffer<float> _parameters;
    private readonly IStepExecutor<float> _executor;
    private readonly IBatch<float> _batch;
    private readonly Memory<float>[] _outputs;
    private readonly string[] _terms;
    private readonly (int Start, int Length) _range;

    /// <summary>Prepares one side.</summary>
    /// <param name="programs">The translator's programs.</param>
    /// <param name="generators">Whether the generators' side.</param>
    /// <param name="parameters">Those of all networks.</param>
    /// <param name="range">Those of this side.</param>
    /// <param name="batches">What a step sees.</param>
    /// <param name="options">Where the step runs.</param>
    public TranslatorSide(TranslatorProgramSource programs, bool generators, AlignedBuffer<float> parameters, (int Start, int Length) range, TranslatorBatches batches, TranslatorOptions options)
    {
        (_parameters, _range) = (parameters, range);
        var (program, execution) = (generators ? programs.Generators : programs.Discriminators, new ExecutionOptions { Workers = options.Workers });
        _executor = options.Device.Target?.Prepare(programs.Plan(generators, program.Layout, batches.BatchSize), parameters, execution) ?? new Executor<float>(program, parameters, execution, batches.BatchSize);
        (_batch, _outputs) = (batches.For(program.Layout), batches.Fakes(program.Layout));
        _terms = [.. program.Layout.Totals.Select(total => total.Name)];
        (First, Second) = (new float[range.Length], new float[range.Length]);
    }

    /// <summary>Adam's running means of the gradients.</summary>
    public float[] First { get; }

    /// <summary>Adam's running means of their squares.</summary>
    public float[] Second { get; }

    /// <summary>Sets the weight of a term; one that the program does not have is ignored.</summary>
    public void Set(string setting, double value) => _executor.Set(setting, (float)value);

    /// <summary>Computes terms, gradients and translations, and adds the terms to sums.</summary>
    /// <param name="sums">Sums of the epoch by name.</param>
    /// <param name="nameOf">The name of a term among the sums; null to leave it out.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step, from 1.</param>
    /// <exception cref="TrainingDivergedException">A term or the gradient is not finite; the parameters are as they were.</exception>
    public void Compute(Dictionary<string, double> sums, Func<string, string?> nameOf, int epoch, long step)
    {
        _executor.Run(_batch, (ulong)step, _outputs);
        foreach (var term in _terms)
        {
            var (name, value) = (nameOf(term), _executor.Total(term));
            if (!float.IsFinite(value))
            {
                throw new TrainingDivergedException(epoch, step, name ?? term, value);
            }

            if (name is not null)
            {
                sums[name] = sums.GetValueOrDefault(name) + value;
            }
        }

        if (!TensorPrimitives.IsFiniteAll<float>(Gradients))
        {
            throw new TrainingDivergedException(epoch, step, "gradient of the sum of all terms", double.NaN);
        }
    }

    /// <summary>The gradient of this side's parameters.</summary>
    public Span<float> Gradients => _executor.Gradients.Slice(_range.Start, _range.Length);

    /// <summary>Moves this side's parameters.</summary>
    /// <param name="step">Number of the update, from 1.</param>
    /// <param name="learningRate">The learning rate.</param>
    public void Update(long step, double learningRate) => OptimizerKernels.Adam(
        _parameters.Slice(_range.Start, _range.Length),
        Gradients,
        First.AsSpan(),
        Second.AsSpan(),
        (float)(learningRate / (1 - Math.Pow(Beta1, step))),
        (float)(1 / Math.Sqrt(1 - Math.Pow(UpdateRule.Beta2, step))),
        Beta1,
        (float)UpdateRule.Beta2,
        (float)UpdateRule.Epsilon);

    public void Dispose() => _executor.Dispose();
}
