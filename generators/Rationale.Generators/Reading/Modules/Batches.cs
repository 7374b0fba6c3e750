using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Brings tensors without a batch, such as parameters, together with examples, as libtorch does: dimensions are counted from the last one, and missing ones are 1.</summary>
internal static class Batches
{
    /// <summary>Two tensors of as many dimensions, with the batch in the same place where one of them has it.</summary>
    public static (TensorValue Left, TensorValue Right) Align(TensorValue left, TensorValue right, IOperation at) => (left.BatchAxis == TensorValue.NoBatch, right.BatchAxis == TensorValue.NoBatch) switch
    {
        (true, false) => (Against(left, right, at), right),
        (false, true) => (left, Against(right, left, at)),
        (true, true) => (Padded(left, right.Rank), Padded(right, left.Rank)),
        _ => (left, right),
    };

    /// <summary>A tensor as <c>expand</c> and <c>repeat</c> give it: dimensions of one are repeated, and the number of examples says where the batch of what has none comes to stand.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="sizes">A size for each dimension, or how often it is repeated.</param>
    /// <param name="at">The call.</param>
    /// <param name="repeats">Whether they say how often.</param>
    public static TensorValue Expanded(TensorValue input, IReadOnlyList<Value> sizes, IOperation at, bool repeats)
    {
        var keeps = repeats ? 1 : -1;
        var (padded, batch) = (Padded(input, sizes.Count), input.BatchAxis);
        for (var axis = 0; axis < sizes.Count; axis++)
        {
            if (sizes[axis] is BatchExtent && input.BatchAxis == TensorValue.NoBatch)
            {
                batch = axis;
            }
        }

        if (input.BatchAxis == TensorValue.NoBatch && batch != TensorValue.NoBatch)
        {
            padded = Placed(input, padded.Shape, batch, at);
        }

        if (sizes.Count != padded.Rank)
        {
            throw Refuse(at, "names another number of dimensions than the tensor has");
        }

        if (padded.BatchAxis >= 0 && sizes[padded.BatchAxis] is var examples && !(examples is BatchExtent ? !repeats || input.BatchAxis == TensorValue.NoBatch : examples is Constant { Integer: { } times } && times == keeps))
        {
            throw new NotUnderstoodException(RuleIds.BatchMixed, at.Syntax, "repeats the examples of the batch");
        }

        var wanted = new List<int>();
        foreach (var (size, axis) in sizes.Select((size, axis) => (size, axis)).Where(pair => pair.axis != padded.BatchAxis))
        {
            var extent = padded.Shape[axis - (padded.BatchAxis >= 0 && axis > padded.BatchAxis ? 1 : 0)];
            wanted.Add(size is Constant { Integer: { } number } && (number == keeps || (!repeats && number == extent) || (extent == 1 && number >= 1)) ? (number == keeps ? extent : number) : throw Refuse(at, "repeats a dimension that is longer than 1"));
        }

        return padded.Shape.SequenceEqual(wanted) ? padded
            : ArithmeticCalls.Combine(CombinationKind.Product, padded, TensorValue.Constant(1, new EquatableArray<int>(wanted), padded.BatchAxis), at);
    }

    private static TensorValue Against(TensorValue tensor, TensorValue examples, IOperation at) => tensor.Rank > examples.Rank
        ? throw new NotUnderstoodException(
            RuleIds.ModuleShapesDoNotFit, at.Syntax, $"combines a tensor of {tensor.Rank} dimensions with examples of shape {ShapeException.Format(examples.Shape)} and the batch, which are fewer")
        : Placed(tensor, [.. Enumerable.Repeat(1, examples.Rank - tensor.Rank), .. tensor.Shape], examples.BatchAxis, at);

    /// <summary>A dimension of one becomes that of the examples.</summary>
    private static TensorValue Placed(TensorValue tensor, IReadOnlyList<int> shape, int batch, IOperation at) => shape[batch] == 1 && shape.Count > 1
        ? ShapeCalls.Reshaped(tensor, [.. shape.Where((_, axis) => axis != batch)]).WithBatch(batch)
        : throw new NotUnderstoodException(
            RuleIds.BatchMixed, at.Syntax, $"combines a tensor of shape {ShapeException.Format(tensor.Shape)} with examples so that dimension {batch}, {shape[batch]} long, meets the batch; give it a dimension of 1 there");

    private static TensorValue Padded(TensorValue tensor, int rank) => tensor.Rank >= rank ? tensor
        : ShapeCalls.Reshaped(tensor, [.. Enumerable.Repeat(1, rank - tensor.Rank), .. tensor.Shape]);

    private static NotUnderstoodException Refuse(IOperation at, string detail) => new(RuleIds.ModuleShapesDoNotFit, at.Syntax, detail);
}
