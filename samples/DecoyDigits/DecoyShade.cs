namespace Rationale.Samples.DecoyDigits;

/// <summary>What the shade of a decoy, 255 − 25 · step, depends on.</summary>
public enum DecoyShade
{
    /// <summary>The step is the label: the training set, where the block gives the label away.</summary>
    Label,

    /// <summary>The step is uniform on 0..9, whatever the label: the test set.</summary>
    Random,
}
