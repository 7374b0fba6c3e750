namespace Rationale.Oracle;

/// <summary>Everything that a graph is computed from, in double precision.</summary>
/// <param name="Examples">Rows of the batch.</param>
/// <param name="Columns">Values by column, [rows × width].</param>
/// <param name="Labels">Class indices.</param>
/// <param name="Settings">Numbers given at run time.</param>
/// <param name="Parameters">The flat parameters.</param>
internal sealed record Sample(
    int Examples,
    IReadOnlyDictionary<string, double[]> Columns,
    int[] Labels,
    IReadOnlyDictionary<string, double> Settings,
    double[] Parameters);
