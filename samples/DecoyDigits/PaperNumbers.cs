namespace Rationale.Samples.DecoyDigits;

/// <summary>What the authors got on Decoy MNIST.</summary>
public static class PaperNumbers
{
    /// <summary>Accuracies of the unconstrained network, from the authors' notebook.</summary>
    public static (double Train, double Test) Unconstrained => (0.99692, 0.51550);

    /// <summary>Accuracies with every decoy annotated and weight 1000, from the authors' notebook (figure 9).</summary>
    public static (double Train, double Test) Constrained => (0.98202, 0.96070);

    /// <summary>Test accuracies of the first seven explanations at weight 1000, read off a figure to within 0.01.</summary>
    public static IReadOnlyList<double> AnotherExplanation { get; } = [0.55, 0.965, 0.965, 0.955, 0.945, 0.905, 0.90];

    /// <summary>
    /// The authors' log of their search for the weight (<c>decoy_mnist_crossval_props.txt</c>): trained on rows 4000 and up, validated on the first 4000;
    /// the two losses are sums over the first batch.
    /// </summary>
    public static IReadOnlyList<SweepRow> Sweep { get; } =
    [
        new(1e-4, 0.99838, 0.98325, 0.5554, 10564, 0.0096),
        new(1e-3, 0.99879, 0.98650, 0.6063, 12569, 0.167),
        new(1e-2, 0.99791, 0.98150, 0.6322, 16909, 1.49),
        new(1e-1, 0.99582, 0.98150, 0.6634, 16460, 16.8),
        new(1, 0.99570, 0.98000, 0.8420, 8960, 88.4),
        new(10, 0.98970, 0.96800, 0.9389, 17021, 1415),
        new(100, 0.98866, 0.96275, 0.9597, 21856, 15305),
        new(1e3, 0.98043, 0.96025, 0.9603, 20059, 155978),
        new(1e4, 0.95939, 0.95400, 0.9506, 22290, 1.857e6),
        new(1e5, 0.89045, 0.89425, 0.8896, 13872, 1.044e7),
        new(1e6, 0.52938, 0.53000, 0.5195, 11551, 1.081e8),
        new(1e7, 0.09930, 0.09925, 0.1030, 10062, 9.184e8),
        new(1e8, 0.09664, 0.10750, 0.0982, 16240, 1.096e10),
    ];

    /// <summary>One line of the authors' log.</summary>
    /// <param name="Weight">λ₁.</param>
    /// <param name="Train">Accuracy on the rows trained on.</param>
    /// <param name="Validation">Accuracy on the rows held out.</param>
    /// <param name="Test">Accuracy on the test set.</param>
    /// <param name="CrossEntropy">Cross-entropy of the first batch.</param>
    /// <param name="Penalty">Weighted penalty of the first batch.</param>
    public sealed record SweepRow(double Weight, double Train, double Validation, double Test, double CrossEntropy, double Penalty);
}
