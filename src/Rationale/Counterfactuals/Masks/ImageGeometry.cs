using Rationale.Models;

namespace Rationale.Counterfactuals;

/// <summary>Height, width and channels of images, whose values stand channel by channel within a pixel.</summary>
internal readonly record struct ImageGeometry(int Height, int Width, int Channels)
{
    public int Pixels => Height * Width;

    public int Length => Pixels * Channels;

    /// <summary>The geometry of what a model takes.</summary>
    /// <exception cref="ArgumentException">The model takes no images.</exception>
    public static ImageGeometry From(IModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return From(model.Specification.Name, [.. DataChecks.OnlyInput(model.Specification).Shape]);
    }

    public static ImageGeometry From(string name, IReadOnlyList<int> shape) => shape.Count switch
    {
        2 => new(shape[0], shape[1], 1),
        3 => new(shape[0], shape[1], shape[2]),
        _ => throw new ArgumentException($"Masks of pixels need images, but '{name}' takes [Input({string.Join(", ", shape)})]; declare height, width and channels, as in [Input(28, 28, 1)]."),
    };
}
