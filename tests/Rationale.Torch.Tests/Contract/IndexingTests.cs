using System.Text.Json;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Contract;

/// <summary>Indices against PyTorch: what they read, the gradient through them, and what is written through them.</summary>
public sealed class IndexingTests
{
    private static readonly JsonElement Data = ReferenceData.Read("indexing.json");

    private static readonly Dictionary<string, Func<TensorIndex[]>> Indices = new()
    {
        ["single"] = () => At(1),
        ["single from the end"] = () => At(^1),
        ["two"] = () => At(2, 3),
        ["three"] = () => At(0, -1, 2),
        ["range"] = () => At(1..3),
        ["open range"] = () => At(.., 2..),
        ["range from the end"] = () => At(TensorIndex.Colon, ^3..^1),
        ["range beyond the end"] = () => At((1, 99)),
        ["step"] = () => At(.., .., TensorIndex.Slice(0, 5, 2)),
        ["ellipsis"] = () => At(TensorIndex.Ellipsis, 1),
        ["place and ellipsis"] = () => At(0, TensorIndex.Ellipsis, (1, 4)),
        ["ellipsis for nothing"] = () => At(0, 1, TensorIndex.Ellipsis, 2),
        ["new dimension"] = () => At(.., TensorIndex.None, 1),
        ["new dimensions around"] = () => At(TensorIndex.Null, TensorIndex.Ellipsis, TensorIndex.None),
        ["places"] = () => At(Places()),
        ["places behind"] = () => At(.., .., Places()),
        ["places around"] = () => At(Places(), .., Places()),
        ["places after a place"] = () => At(1, Places()),
        ["places of pairs"] = () => At(.., TensorIndex.Tensor(tensor(new long[] { 0, 1, 2, 2 }, dtype: int64).reshape(2, 2))),
        ["flags of rows"] = () => At(Flags("rows")),
        ["flags of pairs"] = () => At(Flags("mask")),
        ["flags and places"] = () => At(Flags("rows"), .., TensorIndex.Tensor(tensor(new long[] { 3 }, dtype: int64).reshape())),
        ["true"] = () => At(TensorIndex.Bool(true)),
        ["false"] = () => At(TensorIndex.Bool(false)),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Calls = new()
    {
        ["select"] = x => x.select(1, 2),
        ["index_add"] = x => x.index_add(1, Longs(0, 0, 3), x[.., ..3], 2),
        ["index_copy"] = x => x.index_copy(1, Longs(3, 1), x[.., ..2]),
        ["index_fill"] = x => x.index_fill(2, Longs(0, 4), 9),
        ["masked_select"] = x => x.masked_select(Mask().unsqueeze(2)),
        ["masked_scatter"] = x => x.masked_scatter(Mask().unsqueeze(2), -x),
        ["masked_fill"] = x => x.clone().masked_fill_(Mask().unsqueeze(2), 3),
        ["scatter"] = x => x.clone().scatter_(1, zeros(3, 1, 5, dtype: int64), -x[.., ..1]),
        ["scatter_add"] = x => x.scatter_add(1, zeros(3, 2, 5, dtype: int64), x[.., ..2]),
        ["take"] = x => x.take(Longs(0, 59, 7)),
    };

    public static TheoryData<string> IndexNames => [.. Data.GetProperty("cases").EnumerateObject().Select(one => one.Name)];

    /// <summary>Indices made of tensors alone: TorchSharp 0.107 ends the process where others are written through.</summary>
    public static TheoryData<string> WrittenNames => ["flags of rows", "flags of pairs"];

    public static TheoryData<string> CallNames => [.. Data.GetProperty("calls").EnumerateObject().Select(one => one.Name)];

    [TorchTheory]
    [MemberData(nameof(IndexNames))]
    public void An_index_reads_and_leads_gradients_back(string name)
    {
        using var scope = NewDisposeScope();
        var x = ReferenceData.Tensor(Data.GetProperty("x")).requires_grad_();
        var read = x[Indices[name]()];
        read.pow(2).sum().backward();

        var expected = Data.GetProperty("cases").GetProperty(name);
        Same(expected.GetProperty("read"), read);
        Same(expected.GetProperty("gradient"), x.grad!);
    }

    [TorchTheory]
    [MemberData(nameof(WrittenNames))]
    public void An_index_writes(string name)
    {
        using var scope = NewDisposeScope();
        var x = ReferenceData.Tensor(Data.GetProperty("x"));
        x.index_put_(full([], -1.0, float64), Indices[name]());
        Same(Data.GetProperty("cases").GetProperty(name).GetProperty("written"), x);
    }

    [TorchTheory]
    [MemberData(nameof(WrittenNames))]
    public void An_index_adds(string name)
    {
        using var scope = NewDisposeScope();
        Same(Data.GetProperty("cases").GetProperty(name).GetProperty("added"), ReferenceData.Tensor(Data.GetProperty("x")).index_put_(full([], 0.5, float64), Indices[name](), accumulate: true));
    }

    [TorchTheory]
    [MemberData(nameof(CallNames))]
    public void Calls_that_choose_or_write_agree(string name)
    {
        using var scope = NewDisposeScope();
        Same(Data.GetProperty("calls").GetProperty(name), Calls[name](ReferenceData.Tensor(Data.GetProperty("x"))));
    }

    [TorchFact]
    public void A_written_value_is_broadcast_and_loses_leading_ones()
    {
        using var scope = NewDisposeScope();
        var x = ReferenceData.Tensor(Data.GetProperty("x"));
        x[1.., 2] = arange(5, dtype: float64).reshape(1, 1, 5);
        Same(Data.GetProperty("broadcast"), x);
    }

    [TorchFact]
    public void Whole_numbers_and_tensors_are_indices_too()
    {
        using var scope = NewDisposeScope();
        var x = ReferenceData.Tensor(Data.GetProperty("x"));
        Assert.Equal(x[2, 3, 4].item<double>(), x[new long[] { 2, 3, 4 }].item<double>());
        Assert.Equal([4, 5], x[2].shape);
        Assert.Equal([2, 5], x[Longs(0, 1), Longs(2, 3)].shape);
        x[0, 0, 0] = full([], 42.0, float64);
        Assert.Equal(42, x[0, 0, 0].item<double>());
    }

    private static TensorIndex[] At(params TensorIndex[] entries) => entries;

    private static TensorIndex Places() => TensorIndex.Tensor(Longs(2, 0, 2));

    private static TensorIndex Flags(string name) => TensorIndex.Tensor(ReferenceData.Tensor(Data.GetProperty(name)) > 0.5);

    private static Tensor Mask() => ReferenceData.Tensor(Data.GetProperty("mask")) > 0.5;

    private static Tensor Longs(params long[] values) => tensor(values, dtype: int64);

    private static void Same(JsonElement expected, Tensor actual)
    {
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64()), actual.shape);
        using var plain = actual.detach().contiguous();
        var values = expected.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        Assert.Equal(values, values.Length == 0 ? [] : plain.data<double>().ToArray(), (first, second) => Math.Abs(first - second) <= 1e-12 * Math.Max(1, Math.Abs(first)));
    }
}
