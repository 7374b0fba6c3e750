namespace Rationale.Graph.Models;

/// <summary>Images at a given size.</summary>
/// <param name="Height">Rows of the result.</param>
/// <param name="Width">Columns of the result.</param>
/// <param name="Kind">How values between pixels are made.</param>
public sealed record ResizeLayer(int Height, int Width, ResizeKind Kind) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Resize";

    /// <inheritdoc/>
    public override string Signature => $"Resize({Height}×{Width}, {Kind})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) =>
        EquatableArray.Create(Height, Width, Windows.Image($"[Resize({Height}, {Width})]", input).Last);

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => input.Builder.Apply(new Operators.ResizeOp(Kind, Height, Width), input).Named(context.NextName("r"));
}

/// <summary>Images an integer number of times as high and wide.</summary>
/// <param name="Scale">How many times.</param>
/// <param name="Kind">How values between pixels are made.</param>
public sealed record UpsampleLayer(int Scale, ResizeKind Kind) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Upsample";

    /// <inheritdoc/>
    public override string Signature => $"Upsample({Scale}, {Kind})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input)
    {
        var image = Windows.Image($"[Upsample({Scale})]", input);
        return EquatableArray.Create(Scaled(input[0]), Scaled(input[1]), image.Last);
    }

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) =>
        input.Builder.Apply(new Operators.ResizeOp(Kind, Scaled(input.Shape.Dimensions[0]), Scaled(input.Shape.Dimensions[1])), input).Named(context.NextName("r"));

    private int Scaled(int extent) => (int)Math.Min(int.MaxValue, (long)extent * Scale);
}
