using System.Text.Json;
using Rationale.Counterfactuals;
using Rationale.Tests.Attribution;
using Rationale.Tests.Execution;
using Rationale.Tests.Reference;

namespace Rationale.Tests.Counterfactuals;

/// <summary>Elements, closings and blurs against OpenCV's own.</summary>
public sealed class MaskReferenceTests
{
    [Fact]
    public void Ellipses_are_those_of_OpenCV()
    {
        var cases = DacCase.File.GetProperty("elements").EnumerateArray().ToArray();
        Assert.Equal(15, cases.Length);
        foreach (var json in cases)
        {
            var size = json.GetProperty("size").GetInt32();
            var rows = json.GetProperty("rows").EnumerateArray().Select(row => row.Integers()).ToArray();
            var expected = Enumerable.Range(0, size * size).Where(place => rows[place / size][place % size] == 1).Select(place => ((place / size) - (size / 2), (place % size) - (size / 2)));
            Assert.Equal(expected, StructuringElement.Ellipse(size).Offsets);
        }

        Assert.Equal(83, StructuringElement.Ellipse(10).Offsets.Count);
        Assert.Equal(89, StructuringElement.Ellipse(11).Offsets.Count);
    }

    [Fact]
    public void Closings_are_those_of_OpenCV()
    {
        var cases = DacCase.File.GetProperty("closings").EnumerateArray().ToArray();
        Assert.Equal(15, cases.Length);
        foreach (var json in cases)
        {
            var closed = Close(json);
            Assert.Equal(json.GetProperty("closed").Singles(), closed);
            Assert.Equal(json.GetProperty("count").GetInt32(), closed.Count(value => value > 0));
        }
    }

    /// <summary>What the asymmetric element costs: a lone pixel vanishes, and a closed block loses and moves pixels.</summary>
    [Theory]
    [InlineData("pixel", 10, 0)]
    [InlineData("pixel", 11, 1)]
    [InlineData("block with a hole", 10, 57)]
    [InlineData("block with a hole", 11, 64)]
    public void Even_elements_lose_pixels(string name, int size, int count) =>
        Assert.Equal(count, Close(DacCase.File.GetProperty("closings").EnumerateArray().First(json => json.GetProperty("name").GetString() == name && json.GetProperty("size").GetInt32() == size)).Count(value => value > 0));

    [Fact]
    public void Blurs_and_their_taps_are_those_of_OpenCV()
    {
        var cases = DacCase.File.GetProperty("blurs").EnumerateArray().ToArray();
        Assert.Equal(4, cases.Length);
        foreach (var json in cases)
        {
            var (size, given) = (json.GetProperty("size").GetInt32(), json.GetProperty("sigma").GetDouble());
            var sigma = given == 0 ? new MaskOptions().SigmaFor(size) : given;
            Near.Check(json.GetProperty("taps").Doubles(), GaussianBlur.Taps(size, sigma), 1e-12);
            var image = json.GetProperty("image").Singles();
            new GaussianBlur(size, sigma).Run(image, json.GetProperty("height").GetInt32(), json.GetProperty("width").GetInt32());
            DacCase.Near(json.GetProperty("blurred").Doubles(), image, 1e-6);
        }
    }

    [Fact]
    public void Sizes_grow_with_the_image_unless_they_are_faithful()
    {
        var options = new MaskOptions();
        Assert.Equal([3, 3, 5, 11, 21], new[] { 28, 32, 64, 128, 256 }.Select(side => options.ClosingFor(side, side + 3)));
        Assert.Equal([3, 3, 5, 11, 21], new[] { 28, 32, 64, 128, 256 }.Select(side => options.BlurFor(side + 3, side)));
        Assert.Equal((10, 11, 2.0), (MaskOptions.Faithful.ClosingFor(28, 28), MaskOptions.Faithful.BlurFor(28, 28), Math.Round(MaskOptions.Faithful.SigmaFor(11), 12)));
        Assert.Equal(1, MaskOptions.NoBlur.BlurFor(128, 128));
    }

    private static float[] Close(JsonElement json) => Morphology.Close(
        json.GetProperty("image").Singles(), json.GetProperty("height").GetInt32(), json.GetProperty("width").GetInt32(), StructuringElement.Ellipse(json.GetProperty("size").GetInt32()));
}
