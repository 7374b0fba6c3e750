using Rationale.Data;
using Rationale.Tests.Models;
using Rationale.Training;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>Pairs of modules with the same parameters, one of which is trained by autograd and one compiled, and data for them.</summary>
internal static class Twins
{
    public static TrainingOptions Options { get; } = new() { Epochs = 3, BatchSize = 16, Seed = 9, Workers = 1 };

    public static Dataset Examples => Small.Blobs(75, 5).Marking(0);

    /// <summary>Gives two modules equal parameters: drawn for the second, in the order in which both have them.</summary>
    public static (TOpaque Opaque, TRead Read) Create<TOpaque, TRead>()
        where TOpaque : nn.Module<Tensor, Tensor>, IModel, new()
        where TRead : nn.Module<Tensor, Tensor>, IModel, new()
    {
        var (opaque, read) = (new TOpaque(), new TRead());
        read.Initialize(5);
        using var without = no_grad();
        var known = read.state_dict();
        foreach (var (name, tensor) in opaque.state_dict())
        {
            tensor.copy_(known[name]);
        }

        return (opaque, read);
    }

    /// <summary>Compares the states of two modules by names.</summary>
    public static void Equal(nn.Module expected, nn.Module actual, float tolerance)
    {
        var known = expected.state_dict();
        Assert.NotEmpty(known);
        foreach (var (name, tensor) in actual.state_dict())
        {
            Near(known[name].data<float>().ToArray(), tensor.data<float>().ToArray(), tolerance);
        }
    }

    /// <summary>Compares numbers, by a tolerance relative to the largest of them.</summary>
    public static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = 1f;
        foreach (var value in expected)
        {
            scale = Math.Max(scale, Math.Abs(value));
        }

        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance * scale);
        }
    }
}
