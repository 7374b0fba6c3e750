using Microsoft.CodeAnalysis;
using Rationale.Graph;

namespace Rationale.Generators.Reading.Modules;

/// <summary>A tensor whose every number is known while the forward pass is read: how masks are made.</summary>
/// <param name="shape">Its shape.</param>
/// <param name="values">Its numbers, the last dimension fastest; truth values are 0 and 1.</param>
/// <param name="isTruth">Whether they are truth values.</param>
internal sealed class KnownTensor(EquatableArray<int> shape, double[] values, bool isTruth) : Value
{
    /// <summary>Masks are of some thousand places a side at most.</summary>
    private const long MaxLength = 1 << 24;

    /// <summary>Most ranges of equal numbers that become a tensor of the graph.</summary>
    private const int MaxRanges = 512;

    /// <inheritdoc/>
    public override string Kind => isTruth ? "a mask" : "a tensor of known numbers";

    /// <summary>Its shape.</summary>
    public EquatableArray<int> Shape => shape;

    /// <summary>Whether it holds truth values.</summary>
    public bool IsTruth => isTruth;

    /// <summary>Whether its memory was written to after it was made, so that the numbers are others.</summary>
    public bool IsOverwritten => Shared.IsOverwritten;

    private Memory Shared { get; init; } = new();

    /// <summary>Whether a query sees the keys up to its own place, and no others: true there, or 0 there and −∞ behind.</summary>
    public bool IsCausal => Sees((row, column) => column <= row);

    /// <summary>Whether all queries see all keys.</summary>
    public bool SeesAll => Sees((_, _) => true);

    /// <summary>The numbers of a tensor that holds one everywhere.</summary>
    /// <exception cref="ShapeException">It has more numbers than a mask.</exception>
    public static KnownTensor Of(TensorValue uniform)
    {
        var length = uniform.Shape.Aggregate(1L, (product, extent) => product * extent);
        return length <= MaxLength
            ? new KnownTensor(uniform.Shape, [.. Enumerable.Repeat(uniform.Everywhere!.Value, (int)length)], false)
            : throw new ShapeException($"makes a mask of shape {ShapeException.Format(uniform.Shape)}, more numbers than can be looked at");
    }

    /// <summary>The numbers one by one.</summary>
    public KnownTensor Map(Func<double, double> map, bool truth) => new(shape, [.. values.Select(map)], truth);

    /// <summary>The numbers with those of another tensor of the same shape; null where the shapes differ.</summary>
    public KnownTensor? Zip(KnownTensor other, Func<double, double, double> map, bool truth) => other.Shape == shape ? new(shape, [.. values.Zip(other.Values, map)], truth) : null;

    /// <summary>The numbers by their places in the last two dimensions; null where there are fewer.</summary>
    public KnownTensor? Map(Func<int, int, double, double> map) => shape.Count < 2 ? null
        : new(shape, [.. values.Select((value, i) => map(i / shape[shape.Count - 1] % shape[shape.Count - 2], i % shape[shape.Count - 1], value))], isTruth);

    /// <summary>What is false becomes true.</summary>
    public KnownTensor Not() => Map(value => value == 0 ? 1 : 0, truth: true);

    /// <summary>With a dimension of one in front.</summary>
    public KnownTensor InFront() => Reshaped(new EquatableArray<int>(shape.Prepend(1)));

    /// <summary>Rows and columns exchanged; null for what is no matrix.</summary>
    public KnownTensor? Transposed() => shape.Count != 2 ? null
        : new(EquatableArray.Create(shape[1], shape[0]), [.. from column in Enumerable.Range(0, shape[1]) from row in Enumerable.Range(0, shape[0]) select values[(row * shape[1]) + column]], isTruth) { Shared = Shared };

    /// <summary>Shape and place of each number may change, the numbers do not; as many as before.</summary>
    public KnownTensor Reshaped(EquatableArray<int> other) => new(other, values, isTruth) { Shared = Shared };

    /// <summary>Notes that something writes to the memory, which views have too.</summary>
    public void Overwrite() => Shared.IsOverwritten = true;

    /// <summary>
    /// The numbers as a tensor of the graph: ranges of equal ones behind each other, and equal rows once. The leading dimensions are of one, those of the batch and of heads.
    /// </summary>
    /// <param name="at">Where it is used.</param>
    /// <exception cref="NotUnderstoodException">It has too many ranges.</exception>
    public TensorValue ToTensor(IOperation at)
    {
        if (isTruth || shape.Count == 0 || shape.Take(shape.Count - 2).Any(extent => extent != 1))
        {
            throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, isTruth ? "computes with truth values, which no layer does; write masked_fill" : $"uses known numbers of shape {ShapeException.Format(shape)}, but layers know rows and matrices of them");
        }

        var width = shape[shape.Count - 1];
        var rows = Runs(Enumerable.Range(0, values.Length / width).Select(row => new EquatableArray<double>(values.Skip(row * width).Take(width))));
        var runs = rows.Select(row => (Ranges: Runs(row.Item), row.Count)).ToList();
        if (runs.Sum(row => row.Ranges.Count) is > MaxRanges and var count)
        {
            throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, $"uses known numbers in {count} ranges of equal ones, more than the {MaxRanges} that a graph holds; read them from a buffer whose numbers are made at run time, a Tensor field from torch.empty that the constructor fills");
        }

        var plane = runs.Select(row => row.Ranges.Select(range => TensorValue.Constant(range.Item, EquatableArray.Create(row.Count, range.Count), TensorValue.NoBatch))
            .Aggregate((left, right) => ConcatCalls.Join(left, right, 2, at))).Aggregate((above, below) => ConcatCalls.Join(above, below, 1, at));
        return ShapeCalls.Reshaped(plane, shape);
    }

    /// <summary>Equal items that follow each other, and how many.</summary>
    private static List<(T Item, int Count)> Runs<T>(IEnumerable<T> items)
        where T : notnull
    {
        var runs = new List<(T Item, int Count)>();
        foreach (var item in items)
        {
            if (runs.Count > 0 && runs[runs.Count - 1].Item.Equals(item))
            {
                runs[runs.Count - 1] = (item, runs[runs.Count - 1].Count + 1);
            }
            else
            {
                runs.Add((item, 1));
            }
        }

        return runs;
    }

    private double[] Values => values;

    // Dimensions of one in front are those of the batch and of the heads.
    private bool Sees(Func<int, int, bool> seen) => shape.Count >= 2 && shape.Take(shape.Count - 2).All(extent => extent == 1)
        && values.Select((value, i) => (isTruth ? value != 0 : value == 0) == seen(i / shape[shape.Count - 1], i % shape[shape.Count - 1]) && (isTruth || value == 0 || double.IsNegativeInfinity(value))).All(holds => holds);

    /// <summary>What a tensor and its views share.</summary>
    private sealed class Memory
    {
        public bool IsOverwritten { get; set; }
    }
}
