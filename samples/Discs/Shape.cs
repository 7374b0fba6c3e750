namespace Rationale.Samples.Discs;

/// <summary>A bright shape on black.</summary>
/// <param name="Kind">Disc, square or triangle.</param>
/// <param name="X">Its center, in pixels from the left.</param>
/// <param name="Y">Its center, in pixels from the top.</param>
/// <param name="Radius">Of the circle around it, in pixels.</param>
public sealed record Shape(ShapeKind Kind, double X, double Y, double Radius)
{
    /// <summary>A pixel is as bright as the share of its points that the shape covers.</summary>
    private const int PointsAcross = 4;

    /// <summary>Whether two shapes stand apart by a pixel.</summary>
    /// <param name="other">The other.</param>
    public bool IsApartFrom(Shape other) => Math.Sqrt(Math.Pow(X - other.X, 2) + Math.Pow(Y - other.Y, 2)) > Radius + other.Radius + 1;

    /// <summary>Draws the shape over an image.</summary>
    /// <param name="image">side × side pixels between −1 and 1.</param>
    /// <param name="side">Pixels across.</param>
    public void Draw(Span<float> image, int side)
    {
        for (var y = Math.Max(0, (int)(Y - Radius)); y <= Math.Min(side - 1, Y + Radius); y++)
        {
            for (var x = Math.Max(0, (int)(X - Radius)); x <= Math.Min(side - 1, X + Radius); x++)
            {
                var covered = 0;
                for (var point = 0; point < PointsAcross * PointsAcross; point++)
                {
                    covered += Covers(x + ((point % PointsAcross) + 0.5) / PointsAcross - X, y + ((point / PointsAcross) + 0.5) / PointsAcross - Y) ? 1 : 0;
                }

                image[(y * side) + x] = Math.Max(image[(y * side) + x], (2f * covered / (PointsAcross * PointsAcross)) - 1);
            }
        }
    }

    private bool Covers(double x, double y) => Kind switch
    {
        ShapeKind.Disc => (x * x) + (y * y) <= Radius * Radius,
        ShapeKind.Square => Math.Max(Math.Abs(x), Math.Abs(y)) <= Radius / Math.Sqrt(2),

        // Upright and equilateral: below both sides from the top corner, above the base.
        _ => y <= Radius / 2 && Math.Abs(x) * Math.Sqrt(3) <= y + Radius,
    };
}

/// <summary>What shapes there are.</summary>
public enum ShapeKind
{
    /// <summary>A disc.</summary>
    Disc,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A triangle.</summary>
    Triangle,
}
