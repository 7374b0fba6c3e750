namespace Rationale.Samples.DecoyDigits;

/// <summary>Digits with decoys.</summary>
/// <param name="Images">[rows × 784] bytes, 0..255.</param>
/// <param name="Labels">[rows], 0..9.</param>
/// <param name="Masks">[rows × 784]: 1 on the sixteen pixels of the picture's own block (those that should not matter), 0 elsewhere.</param>
public sealed record DecoySet(byte[] Images, byte[] Labels, byte[] Masks)
{
    /// <summary>Number of pictures.</summary>
    public int Rows => Labels.Length;
}
