using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Counterfactuals;
using Rationale.Randomness;
using Rationale.SelfExplaining;
using Rationale.Storage;

namespace Rationale.Counterfactuals;

/// <summary>
/// What a step sees: images of both classes of a pair, each in a random order of its own, or images of all classes with a class to make of each. The order of an epoch depends on seed and epoch alone.
/// </summary>
internal sealed class TranslatorBatches
{
    private readonly TranslatorSpecification _translator;
    private readonly FeatureMatrix[] _images;
    private readonly int[][] _orders;
    private readonly int[] _labels;
    private readonly int[] _targets;
    private readonly RandomSource _random;
    private readonly RandomSource _poolRandom;
    private readonly ImagePool[] _pools;
    private readonly Dictionary<string, float[]> _values = [];
    private readonly int[] _rows;

    public TranslatorBatches(TranslatorSpecification translator, Dataset data, TranslatorPlan plan)
    {
        _translator = translator;
        Width = translator.ImageShape.Aggregate(1, (product, extent) => product * extent);
        if (data.Features.Width != Width)
        {
            throw new ArgumentException($"The images have {data.Features.Width} values, but '{translator.Name}' translates images of {string.Join("×", translator.ImageShape)}, {Width} values; give images of that size.");
        }

        new ValueRange((float)translator.Minimum, (float)translator.Maximum).Check(data.Features, "image");
        IsStar = translator.Kind == TranslatorKind.Star;
        var classes = IsStar ? Enumerable.Range(0, translator.Classes) : [translator.First, translator.Second];
        int[][] rows = [.. classes.Select(index => CounterfactualSource.ExamplesOf(data, index, "the images").ToArray())];
        _images = IsStar ? [data.Features] : [.. rows.Select(each => data.Features.Select(each))];
        _labels = IsStar ? data.Labels.ToArray() : [];
        if (_labels.Any(label => label >= translator.Classes))
        {
            throw new ArgumentException($"The images have the class {_labels.Max()}, but '{translator.Name}' knows the classes 0 to {translator.Classes - 1}; leave them out.");
        }

        _orders = [.. _images.Select(images => new int[images.Count])];
        _targets = new int[_labels.Length];
        var count = _images.Max(images => images.Count);
        BatchSize = Math.Min(plan.BatchSize, count);
        StepsPerEpoch = count / BatchSize;
        _rows = new int[BatchSize];
        var random = new RandomSource(plan.Options.Seed);
        (_random, _poolRandom) = (random.Fork("order"), random.Fork("pool"));
        _pools = [.. _images.Select(_ => new ImagePool(plan.PoolSize, Width))];
        foreach (var name in IsStar
            ? new[] { TranslatorPrograms.First, TranslatorPrograms.FakeFirst }
            : [TranslatorPrograms.First, TranslatorPrograms.Second, TranslatorPrograms.FakeFirst, TranslatorPrograms.FakeSecond])
        {
            _values[name] = new float[BatchSize * Width];
        }

        if (IsStar)
        {
            _values[TranslatorPrograms.Source] = new float[BatchSize * translator.Classes];
            _values[TranslatorPrograms.Target] = new float[BatchSize * translator.Classes];
        }
    }

    public bool IsStar { get; }

    public int Width { get; }

    public int BatchSize { get; }

    public int StepsPerEpoch { get; }

    /// <summary>The data as text, to tell trainings on other images apart.</summary>
    public string Counts => string.Join("+", _images.Select(images => images.Count));

    /// <summary>The inputs of a program, which are filled anew in each step.</summary>
    public IBatch<float> For(ProgramLayout layout) => new NamedBatch(layout, BatchSize, _values);

    /// <summary>Where a program's translations go: the discriminators' inputs.</summary>
    public Memory<float>[] Fakes(ProgramLayout layout) => [.. layout.Outputs.Select(output => _values[output.Name].AsMemory())];

    /// <summary>Brings the images into the order of an epoch, from 1.</summary>
    public void StartEpoch(int epoch)
    {
        var random = _random.Fork((ulong)epoch);
        foreach (var order in _orders)
        {
            for (var i = 0; i < order.Length; i++)
            {
                order[i] = i;
            }

            random.Shuffle(order);
        }

        for (var i = 0; i < _targets.Length; i++)
        {
            // One of the other classes, each equally likely.
            _targets[i] = (_labels[i] + 1 + random.NextInt32(_translator.Classes - 1)) % _translator.Classes;
        }
    }

    /// <summary>Brings the images of a step, from 0, into the inputs.</summary>
    public void Load(int step)
    {
        for (var side = 0; side < _images.Length; side++)
        {
            for (var i = 0; i < BatchSize; i++)
            {
                // The smaller class begins again where it ends.
                _rows[i] = _orders[side][(int)((((long)step * BatchSize) + i) % _orders[side].Length)];
            }

            _images[side].CopyRows(_rows, _values[side == 0 ? TranslatorPrograms.First : TranslatorPrograms.Second]);
        }

        if (IsStar)
        {
            Mark(TranslatorPrograms.Source, row => _labels[_rows[row]]);
            Mark(TranslatorPrograms.Target, row => _targets[_rows[row]]);
        }
    }

    /// <summary>Shows the discriminators older translations in place of some of the new ones.</summary>
    public void ExchangeFakes()
    {
        var classes = new int[BatchSize];
        for (var side = 0; side < _pools.Length; side++)
        {
            for (var i = 0; i < BatchSize && IsStar; i++)
            {
                classes[i] = _targets[_rows[i]];
            }

            _pools[side].Exchange(_poolRandom, _values[side == 0 ? TranslatorPrograms.FakeFirst : TranslatorPrograms.FakeSecond], classes);
        }

        if (IsStar)
        {
            Mark(TranslatorPrograms.Target, row => classes[row]);
        }
    }

    public IEnumerable<NamedTensor> SavePools() => _pools.SelectMany((pool, side) => pool.Save($"pool{side}"));

    public RandomState PoolState => _poolRandom.State;

    public void RestorePools(Func<string, NamedTensor> find, RandomState random)
    {
        for (var side = 0; side < _pools.Length; side++)
        {
            _pools[side].Restore($"pool{side}", find);
        }

        _poolRandom.State = random;
    }

    private void Mark(string name, Func<int, int> classOf)
    {
        var values = _values[name];
        Array.Clear(values);
        for (var row = 0; row < BatchSize; row++)
        {
            values[(row * _translator.Classes) + classOf(row)] = 1;
        }
    }
}
