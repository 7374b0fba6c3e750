using Rationale.Graph;

namespace Rationale.Oracle;

/// <summary>Operators over sequences of tokens: what attention and embeddings are made of, in every form.</summary>
internal static class SequenceCases
{
    public static IReadOnlyDictionary<string, Func<CaseBuilder, Node>> All { get; } = new Dictionary<string, Func<CaseBuilder, Node>>
    {
        ["Permute"] = c => c.Batched(-1, 1, 2, 3, 4).Permute(1, 2, 0).Tanh(),
        ["Permute of heads"] = c => c.Batched(-1, 1, 5, 2, 3).Permute(1, 0, 2),
        ["Permute, a transpose of each row"] = c => c.Batched(-1, 1, 5, 7).Permute(1, 0),
        ["Permute of a whole value"] = c => c.Whole(-1, 1, 2, 3, 4).Permute(2, 0, 1),
        ["Permute of a whole matrix"] = c => c.Whole(-1, 1, 2, 3).Permute(1, 0),
        ["Permute of an extent of one"] = c => c.Batched(-1, 1, 1, 3, 2).Permute(1, 0, 2),
        ["Permute there and on"] = c => c.Batched(-1, 1, 2, 3, 4).Permute(1, 2, 0).Permute(2, 1, 0),
        ["Permute there and back"] = c => c.Batched(-1, 1, 2, 3, 4).Permute(1, 2, 0).Permute(2, 0, 1),
        ["BatchedMatMul"] = c => c.Batched(-1, 1, 2, 3, 4).BatchedMatMul(c.Batched(-1, 1, 2, 4, 5)),
        ["BatchedMatMul, leftᵀ"] = c => c.Batched(-1, 1, 2, 4, 3).BatchedMatMul(c.Batched(-1, 1, 2, 4, 5), transposeLeft: true),
        ["BatchedMatMul, rightᵀ"] = c => c.Batched(-1, 1, 2, 3, 4).BatchedMatMul(c.Batched(-1, 1, 2, 5, 4), transposeRight: true),
        ["BatchedMatMul, both transposed"] = c => c.Batched(-1, 1, 2, 4, 3).BatchedMatMul(c.Batched(-1, 1, 2, 5, 4), true, true),
        ["BatchedMatMul, one matrix a row"] = c => c.Batched(-1, 1, 3, 4).BatchedMatMul(c.Batched(-1, 1, 4, 2)),
        ["BatchedMatMul of whole values"] = c => c.Whole(-1, 1, 2, 3, 4).BatchedMatMul(c.Whole(-1, 1, 2, 4, 5)),
        ["BatchedMatMul of two whole matrices"] = c => c.Whole(-1, 1, 3, 4).BatchedMatMul(c.Whole(-1, 1, 5, 4), transposeRight: true),
        ["BatchedMatMul with itself"] = c => c.Batched(-1, 1, 2, 3, 4) is var x ? x.BatchedMatMul(x, transposeRight: true) : x,
        ["BatchedMatMul of permuted matrices"] = c => c.Batched(-1, 1, 2, 4, 3).Permute(0, 2, 1).BatchedMatMul(c.Batched(-1, 1, 2, 5, 4).Permute(0, 2, 1)),
        ["GatherRows"] = c => c.Whole(-1, 1, 7, 3).GatherRows(c.Indices(7, 4)),
        ["GatherRows, width beyond a vector"] = c => c.Whole(-1, 1, 5, 19).GatherRows(c.Indices(5, 2)),
        ["GatherRows by two dimensions"] = c => c.Whole(-1, 1, 4, 2).Tanh().GatherRows(c.Indices(4, 2, 3)),
        ["GatherRows by label"] = c => c.Whole(-1, 1, 3, 5).GatherRows(c.Builder.Labels()),
        ["ScatterRows"] = c => c.Batched(-1, 1, 4, 3).ScatterRows(c.Indices(7, 4), 7),
        ["ScatterRows, width beyond a vector"] = c => c.Batched(-1, 1, 2, 19).ScatterRows(c.Indices(5, 2), 5).Square(),
        ["ScatterRows by label"] = c => c.Batched(-1, 1, 5).ScatterRows(c.Builder.Labels(), 3),
        ["ScatterRows of a whole value"] = c => c.Whole(-1, 1, 4, 3).ScatterRows(c.Builder.Constant(1, Shape.Unbatched(4)), 2),
        ["GatherRows of a whole value"] = c => c.Whole(-1, 1, 4, 3).GatherRows(c.Builder.Constant(1, Shape.Unbatched(5))),
        ["OneHot of indices"] = c => c.Indices(4, 3).OneHot(4) * c.Batched(-1, 1, 3, 4),
        ["LowerTriangle"] = c => c.Batched(-1, 1, 4, 4).LowerTriangle(0.5).Tanh(),
        ["LowerTriangle of wide matrices"] = c => c.Batched(-1, 1, 2, 3, 5).LowerTriangle(0),
        ["LowerTriangle of tall matrices"] = c => c.Whole(-1, 1, 5, 2).LowerTriangle(-1),
        ["LowerTriangle before softmax"] = c => c.Batched(-1, 1, 2, 4, 4).LowerTriangle(double.NegativeInfinity).Softmax(),
        ["Attention"] = c => Attend(c.Batched(-1, 1, 3, 4), c.Whole(-1, 1, 4, 4), causal: false),
        ["A gradient through causal attention"] = c => c.Batched(-1, 1, 3, 4) is var x ? Functions.GradientOf(Attend(x, c.Whole(-1, 1, 4, 4), causal: true).Tanh().SumPerExample(), x, "s") : x,
    };

    /// <summary>Attention of two heads with one matrix for queries, keys and values.</summary>
    private static Node Attend(Node x, Node weight, bool causal)
    {
        var heads = x.MatMul(weight).Reshape(Shape.PerExample(3, 2, 2)).Permute(1, 0, 2);
        var scores = heads.BatchedMatMul(heads, transposeRight: true);
        return (causal ? scores.LowerTriangle(double.NegativeInfinity) : scores).Softmax().BatchedMatMul(heads).Permute(1, 0, 2).Reshape(x.Shape);
    }
}
