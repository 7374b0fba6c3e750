using Rationale.Data;
using Rationale.Smoothing;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>A picture with its explanation and what is proved about it.</summary>
/// <param name="Label">What it shows.</param>
/// <param name="Pixels">784 pixels of 0 to 1.</param>
/// <param name="Scores">A score for each patch.</param>
/// <param name="Explanation">The patches that the explanation keeps.</param>
/// <param name="Certificate">What is proved.</param>
/// <param name="Attacked">What trying every change has found.</param>
public sealed record FashionExample(int Label, float[] Pixels, float[] Scores, bool[] Explanation, Certificate Certificate, AttackedPicture Attacked)
{
    /// <summary>The first picture of each class.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="explanations">Their explanations.</param>
    /// <param name="certificates">Their certificates.</param>
    /// <param name="attacked">What the attack found.</param>
    public static IReadOnlyList<FashionExample> OnePerClass(
        Dataset pictures, Explanations explanations, IReadOnlyList<Certificate> certificates, IReadOnlyList<AttackedPicture> attacked)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(explanations);
        var labels = pictures.Labels.ToArray();
        return [.. Enumerable.Range(0, pictures.Classes).Select(label => Array.IndexOf(labels, label)).Where(row => row >= 0).Select(row => new FashionExample(
            labels[row], pictures.Features.Row(row), explanations.Scores!.Row(row), explanations.Of(row), certificates[row], attacked[row]))];
    }
}
