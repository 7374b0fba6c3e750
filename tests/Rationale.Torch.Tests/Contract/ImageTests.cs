using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Rationale.Torch.Tests.Contract;

/// <summary>Resizing, convolutions that keep the size, lists of modules, and parameters that are exchanged.</summary>
public sealed class ImageTests
{
    private static readonly JsonElement Data = ReferenceData.Read("torchsharp.json");

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Resizes = new()
    {
        ["nearest to a size"] = x => F.interpolate(x, [3, 11]),
        ["nearest by factors"] = x => F.interpolate(x, scale_factor: [1.7, 0.6]),
        ["bilinear to a size"] = x => Upsample([8, 4], mode: UpsampleMode.Bilinear, align_corners: false).call(x),
        ["bilinear with corners"] = x => Upsample([8, 4], mode: UpsampleMode.Bilinear, align_corners: true).call(x),
        ["bilinear by factors"] = x => Upsample(scale_factor: [2.3, 1.5], mode: UpsampleMode.Bilinear).call(x),
        ["bilinear by recomputed factors"] = x => F.interpolate(x, scale_factor: [2.3, 1.5], mode: InterpolationMode.Bilinear, recompute_scale_factor: true),
        ["bicubic"] = x => F.upsample(x, [8, 4], mode: UpsampleMode.Bicubic),
        ["area"] = x => F.interpolate(x, [3, 2], mode: InterpolationMode.Area),
        ["nearest exact"] = x => F.interpolate(x, [3, 11], mode: InterpolationMode.NearestExact),
    };

    public static TheoryData<string> ResizeNames => [.. Data.GetProperty("resized").EnumerateObject().Select(one => one.Name)];

    [TorchTheory]
    [MemberData(nameof(ResizeNames))]
    public void A_resized_image_is_that_of_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        Same(Data.GetProperty("resized").GetProperty(name), Resizes[name](ReferenceData.Tensor(Data.GetProperty("image"))));
    }

    [TorchTheory]
    [InlineData("odd")]
    [InlineData("even")]
    public void A_convolution_that_keeps_the_size_is_that_of_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var expected = Data.GetProperty("same").GetProperty(name);
        var conv = name == "odd" ? Conv2d(3, 2, 3, Padding.Same, dilation: 2, dtype: float64) : Conv2d(3, 2, (4, 2), Padding.Same, dtype: float64);
        using (no_grad())
        {
            conv.weight.copy_(ReferenceData.Tensor(expected.GetProperty("weight")));
            conv.bias!.copy_(ReferenceData.Tensor(expected.GetProperty("bias")));
        }

        Same(expected.GetProperty("output"), conv.call(ReferenceData.Tensor(Data.GetProperty("image"))).detach());
    }

    [TorchFact]
    public void A_parameter_that_is_exchanged_is_the_one_that_is_used_and_saved()
    {
        using var scope = NewDisposeScope();
        var (first, second) = (Linear(2, 3), Linear(2, 3));
        first.weight = second.weight;
        Assert.Equal(["weight", "bias"], first.named_parameters().Select(parameter => parameter.name));
        Assert.Same(second.weight, first.named_parameters().First().parameter);
        Assert.True(allclose(first.call(ones(1, 2)) - first.bias!, second.call(ones(1, 2)) - second.bias!, 1e-6, 1e-6));
    }

    [TorchFact]
    public void Whole_channels_are_dropped()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var dropped = Dropout2d(0.5).call(ones(8, 16, 3, 3));
        var means = dropped.mean([2, 3]).data<float>().ToArray();
        Assert.All(means, mean => Assert.Contains(mean, new[] { 0f, 2f }));
        Assert.InRange(means.Count(mean => mean == 0), 32, 96);
    }

    private static void Same(JsonElement expected, Tensor actual)
    {
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64()), actual.shape);
        Assert.True(allclose(ReferenceData.Tensor(expected), actual, 1e-10, 1e-10));
    }
}
