namespace Rationale.Samples.ToyColors;

/// <summary>Pictures of 5 × 5 colours.</summary>
/// <param name="Images">[rows × 75] bytes: pixels row by row, each red, green, blue, 0..255.</param>
/// <param name="Labels">[rows]: 0 where both rules hold, 1 where neither does.</param>
public sealed record ToyColorsSet(byte[] Images, byte[] Labels)
{
    /// <summary>Number of pictures.</summary>
    public int Rows => Labels.Length;
}
