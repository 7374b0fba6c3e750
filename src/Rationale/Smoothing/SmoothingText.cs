using Rationale.Graph.Models;
using Rationale.Storage;

namespace Rationale.Smoothing;

/// <summary>
/// A smoothing as text, in the manifest of every saved model: with other seeds, another λ or other groups it would be another classifier, for which no certificate that
/// was given out would hold.
/// </summary>
internal static class SmoothingText
{
    /// <summary>The key in the manifest.</summary>
    public const string Key = "smoothing";

    public static string Format(MaskSmoothing smoothing)
    {
        var groups = smoothing.Groups switch
        {
            Patches patches => $"patches {patches.Height}×{patches.Width}",
            ListedGroups listed => $"groups {string.Join(" ", listed.GroupOfFeature)}",
            _ => "single features",
        };
        var replacement = string.Join(" ", (smoothing.FeatureReplacements.Count > 0 ? smoothing.FeatureReplacements.Select(value => (double)value) : [smoothing.Replacement]).Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        var input = smoothing.Input is null ? "" : $", of the input '{smoothing.Input}'";
        return FormattableString.Invariant(
            $"keep {smoothing.Kept}/{smoothing.Quantization}, {groups}, replaced by {replacement}, {smoothing.Output} of {smoothing.Base}, seeds {string.Join(" ", smoothing.Seeds)}{input}");
    }

    /// <summary>Refuses a file that was saved with another smoothing. One without any may be the start of a training with masks.</summary>
    public static void Check(string path, IReadOnlyDictionary<string, string> manifest, ModelSpecification model)
    {
        if (model.Smoothing is { } smoothing && manifest.TryGetValue(Key, out var saved) && saved != Format(smoothing))
        {
            throw new ArchitectureMismatchException(path, saved, Format(smoothing));
        }
    }
}
