using System.Numerics;
using Rationale.Execution;
using Rationale.Graph.Models;

namespace Rationale.Smoothing;

/// <summary>
/// Masked versions of examples, made on the worker that needs them and stored nowhere. A feature's place in the cycle of masks is one number; version j keeps
/// it where (place + j) mod q is below λq, which is an addition and two comparisons for as many features as fit a vector.
/// </summary>
internal sealed class MaskedBatch : IMaskedVersions<float>
{
    /// <summary>A place from which no version keeps a feature: added to any j it stays far above λq.</summary>
    private const int Never = 1 << 24;

    /// <summary>A place from which every version keeps a feature: added to any j it stays below zero.</summary>
    private const int Always = -(1 << 24);

    private readonly int[] _places;
    private readonly int[] _groupOf;
    private readonly float[] _inputs;
    private readonly int[] _masked;
    private readonly int _width;
    private readonly int _quantization;
    private readonly int _kept;
    private readonly float[] _replacements;
    private int _firstVersion;

    /// <summary>Makes space for some jobs: a job is an example with a mask of groups.</summary>
    /// <param name="smoothing">The masks.</param>
    /// <param name="groupOf">The group of each feature; negative where every version keeps it.</param>
    /// <param name="replacements">What stands in place of each feature.</param>
    /// <param name="jobs">Most jobs at a time.</param>
    public MaskedBatch(MaskSmoothing smoothing, int[] groupOf, float[] replacements, int jobs)
    {
        _groupOf = groupOf;
        _places = [.. groupOf.Select(group => group < 0 ? Always : smoothing.Seeds[group])];
        (_width, _quantization, _kept, _replacements) = (groupOf.Length, smoothing.Quantization, smoothing.Kept, replacements);
        _inputs = new float[checked(jobs * _width)];
        _masked = new int[checked(jobs * _width)];
    }

    /// <summary>Bytes for each job.</summary>
    public static long BytesPerJob(int width) => (sizeof(float) + sizeof(int)) * (long)width;

    /// <inheritdoc/>
    public int Examples { get; private set; }

    /// <inheritdoc/>
    public ReadOnlyMemory<float> Values => _inputs;

    /// <inheritdoc/>
    public ReadOnlyMemory<int> Places => _masked;

    /// <inheritdoc/>
    public ReadOnlyMemory<float> Replacements => _replacements;

    /// <inheritdoc/>
    public int Cycle => _quantization;

    /// <inheritdoc/>
    public int Kept => _kept;

    /// <inheritdoc/>
    public int FirstVersion => _firstVersion;

    /// <summary>Space for the values of a job's example.</summary>
    public Span<float> Input(int job) => _inputs.AsSpan(job * _width, _width);

    /// <summary>Says which groups of a job are left, and which of those are left in every version.</summary>
    /// <param name="job">The job.</param>
    /// <param name="mask">α, a flag for each group.</param>
    /// <param name="alwaysOn">μ, a flag for each group; empty for none.</param>
    public void SetMask(int job, ReadOnlySpan<bool> mask, ReadOnlySpan<bool> alwaysOn)
    {
        var places = _masked.AsSpan(job * _width, _width);
        for (var feature = 0; feature < _width; feature++)
        {
            var group = _groupOf[feature];
            places[feature] = group < 0 ? Always : !mask[group] ? Never : !alwaysOn.IsEmpty && alwaysOn[group] ? Always : _places[feature];
        }
    }

    /// <summary>Points at versions: q of the first job, then q of the second, and so on.</summary>
    /// <param name="firstVersion">The first version, from 0.</param>
    /// <param name="examples">How many.</param>
    public void Select(int firstVersion, int examples) => (_firstVersion, Examples) = (firstVersion, examples);

    /// <inheritdoc/>
    public ReadOnlyMemory<float> Input(int input, int firstExample, int examples, Memory<float> buffer)
    {
        for (var i = 0; i < examples; i++)
        {
            var (job, version) = Math.DivRem(_firstVersion + firstExample + i, _quantization);
            Make(_inputs.AsSpan(job * _width, _width), _masked.AsSpan(job * _width, _width), version, buffer.Span.Slice(i * _width, _width));
        }

        return buffer;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<int> Labels(int firstExample, int examples, Memory<int> buffer)
    {
        buffer.Span.Clear();
        return buffer;
    }

    private void Make(ReadOnlySpan<float> x, ReadOnlySpan<int> places, int version, Span<float> values)
    {
        var (step, cycle, kept) = (new Vector<int>(version), new Vector<int>(_quantization), new Vector<int>(_kept));
        ReadOnlySpan<float> replacements = _replacements;
        var i = 0;
        for (; i <= values.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            var turned = new Vector<int>(places[i..]) + step;
            turned -= Vector.GreaterThanOrEqual(turned, cycle) & cycle;
            Vector.ConditionalSelect(Vector.LessThan(turned, kept), new Vector<float>(x[i..]), new Vector<float>(replacements[i..])).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            var turned = places[i] + version;
            turned -= turned >= _quantization ? _quantization : 0;
            values[i] = turned < _kept ? x[i] : replacements[i];
        }
    }
}
