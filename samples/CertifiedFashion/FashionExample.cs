using Rationale.Data;
using Rationale.Smoothing;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>An image with its explanation and what is proved about it.</summary>
/// <param name="Label">What it shows.</param>
/// <param name="Pixels">784 pixels of 0 to 1.</param>
/// <param name="Scores">A score for each patch.</param>
/// <param name="Explanation">The patches that the explanation keeps.</param>
/// <param name="Certificate">What is proved.</param>
/// <param name="Attacked">What trying every change has found.</param>
public sealed record FashionExample(int Label, float[] Pixels, float[] Scores, bool[] Explanation, Certificate Certificate, AttackedImage Attacked)
{
    /// <summary>The first image of each class.</summary>
    /// <param name="images">The images.</param>
    /// <param name="explanations">Their explanations.</param>
    /// <param name="certificates">Their certificates.</param>
    /// <param name="attacked">What the attack found.</param>
    public static IReadOnlyList<FashionExample> OnePerClass(
        Dataset images, Explanations explanations, IReadOnlyList<Certificate> certificates, IReadOnlyList<AttackedImage> attacked)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(explanations);
        var labels = images.Labels.ToArray();
        return [.. Enumerable.Range(0, images.Classes).Select(label => Array.IndexOf(labels, label)).Where(row => row >= 0).Select(row => new FashionExample(
            labels[row], images.Features.Row(row), explanations.Scores!.Row(row), explanations.Of(row), certificates[row], attacked[row]))];
    }
}
