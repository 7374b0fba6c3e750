using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary><c>torch.einsum</c>: sums over letters of one tensor alone, then matrix products in each example, from left to right, then an order of dimensions.</summary>
internal static class EinsumCalls
{
    /// <summary>What a call gives.</summary>
    public static TensorValue Read(CallSite site)
    {
        var tensors = site.Values("tensors").Select(value => value as TensorValue ?? throw Refuse(site, $"takes {value.Kind}, but only tensors of the forward pass are layers")).ToList();
        var equation = site.Value("equation") is Constant { Content: string text } ? text.Replace(" ", "") : throw Refuse(site, "has an equation that is not known at compile time");
        var sides = equation.Split(["->"], StringSplitOptions.None);
        if (sides.Length != 2 || equation.Contains('.') || sides[0].Split(',') is var operands && operands.Length != tensors.Count)
        {
            throw Refuse(site, "is no equation of as many tensors with an arrow and without an ellipsis");
        }

        operands = sides[0].Split(',');
        if (operands.Append(sides[1]).Any(letters => letters.Distinct().Count() != letters.Length))
        {
            throw Refuse(site, "names a dimension of a tensor twice");
        }

        var batch = operands.Zip(tensors, (letters, tensor) => letters.Length == tensor.Shape.Count + 1 ? letters[tensor.BatchAxis] : throw Refuse(site, $"names {letters.Length} dimensions of a tensor of {tensor.Shape.Count + 1}"))
            .Distinct().ToList();
        return batch.Count == 1 && sides[1].Contains(batch[0])
            ? CallSite.Fit(site.Call, () => Compute(site, [.. operands.Zip(tensors, (letters, tensor) => new Operand(tensor, letters, batch[0]))], sides[1], batch[0]))
            : throw new NotUnderstoodException(RuleIds.BatchMixed, site.Call.Syntax, "does not keep the batch as one letter of every tensor");
    }

    private static TensorValue Compute(CallSite site, IReadOnlyList<Operand> operands, string output, char batch)
    {
        var wanted = output.Replace(batch.ToString(), "");
        var summed = operands.Select((operand, index) => operand.SumOver([.. operand.Letters.Where(letter => !wanted.Contains(letter) && operands.Where((_, other) => other != index).All(other => !other.Letters.Contains(letter)))])).ToList();
        var result = summed[0];
        for (var next = 1; next < summed.Count; next++)
        {
            // What a later tensor has is not summed yet.
            result = Product(site, result, summed[next], wanted + string.Concat(summed.Skip(next + 1).Select(operand => operand.Letters)));
        }

        return result.Letters.Length == 0 || result.Letters.Length != wanted.Length
            ? throw Refuse(site, "leaves examples without a dimension, or asks for one that no tensor has")
            : result.InOrder(wanted).Tensor.WithBatch(output.IndexOf(batch));
    }

    /// <summary>Letters of both that the output has run along; those that it has not are the inner dimension.</summary>
    private static Operand Product(CallSite site, Operand left, Operand right, string wanted)
    {
        string Where(Operand operand, Func<char, bool> holds) => new([.. operand.Letters.Where(holds)]);
        var along = Where(left, letter => right.Letters.Contains(letter) && wanted.Contains(letter));
        var inner = Where(left, letter => right.Letters.Contains(letter) && !wanted.Contains(letter));
        var (rows, columns) = (Where(left, letter => !right.Letters.Contains(letter)), Where(right, letter => !left.Letters.Contains(letter)));
        if ((along + inner).Any(letter => left.Extent(letter) != right.Extent(letter)))
        {
            throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, site.Call.Syntax, "names dimensions of different extents by one letter");
        }

        var leading = along.Select(left.Extent).ToList();
        var product = ProductCalls.Product(
            left.InOrder(along + rows + inner).Shaped([.. leading, left.Length(rows), left.Length(inner)]), right.InOrder(along + columns + inner).Shaped([.. leading, right.Length(columns), right.Length(inner)]), site.Call, transposeRight: true);
        var shape = leading.Concat(rows.Select(left.Extent)).Concat(columns.Select(right.Extent)).ToList();
        return new Operand(ShapeCalls.Reshaped(product, shape.Count == 0 ? [1] : shape), along + rows + columns);
    }

    private static NotUnderstoodException Refuse(CallSite site, string detail) => new(RuleIds.CallNotUnderstood, site.Call.Syntax, detail);

    /// <summary>A tensor with the batch first, and a letter for each dimension of an example.</summary>
    private sealed record Operand(TensorValue Tensor, string Letters)
    {
        public Operand(TensorValue tensor, string letters, char batch)
            : this(tensor.Plain().WithBatch(0), letters.Replace(batch.ToString(), ""))
        {
        }

        public int Extent(char letter) => Tensor.Shape[Letters.IndexOf(letter)];

        public int Length(string letters) => letters.Aggregate(1, (product, letter) => product * Extent(letter));

        public TensorValue Shaped(IReadOnlyList<int> shape) => ShapeCalls.Reshaped(Tensor, shape);

        public Operand InOrder(string letters) => letters == Letters ? this
            : new(Tensor.View(new PermuteLayer(new EquatableArray<int>(letters.Select(letter => Letters.IndexOf(letter))))), letters);

        public Operand SumOver(IReadOnlyCollection<char> letters)
        {
            if (letters.Count == 0)
            {
                return this;
            }

            var rest = new string([.. Letters.Where(letter => !letters.Contains(letter))]);
            var sum = Tensor.Then(new ReduceLayer(new EquatableArray<int>(letters.Select(letter => Letters.IndexOf(letter)).OrderBy(axis => axis)), Mean: false));
            return rest.Length == 0 ? new Operand(ShapeCalls.Reshaped(sum, [1]), "") : new Operand(ShapeCalls.Reshaped(sum, [.. rest.Select(Extent)]), rest);
        }
    }
}
