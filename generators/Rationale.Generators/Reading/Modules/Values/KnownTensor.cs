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

    /// <inheritdoc/>
    public override string Kind => isTruth ? "a mask" : "a tensor of known numbers";

    /// <summary>Its shape.</summary>
    public EquatableArray<int> Shape => shape;

    /// <summary>Whether it holds truth values.</summary>
    public bool IsTruth => isTruth;

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
    public KnownTensor InFront() => new(new EquatableArray<int>(shape.Prepend(1)), values, isTruth);

    /// <summary>Rows and columns exchanged; null for what is no matrix.</summary>
    public KnownTensor? Transposed() => shape.Count != 2 ? null
        : new(EquatableArray.Create(shape[1], shape[0]), [.. from column in Enumerable.Range(0, shape[1]) from row in Enumerable.Range(0, shape[0]) select values[(row * shape[1]) + column]], isTruth);

    private double[] Values => values;

    // Dimensions of one in front are those of the batch and of the heads.
    private bool Sees(Func<int, int, bool> seen) => shape.Count >= 2 && shape.Take(shape.Count - 2).All(extent => extent == 1)
        && values.Select((value, i) => (isTruth ? value != 0 : value == 0) == seen(i / shape[shape.Count - 1], i % shape[shape.Count - 1]) && (isTruth || value == 0 || double.IsNegativeInfinity(value))).All(holds => holds);
}
