namespace Rationale.Gradients;

/// <summary>How far the gradient of a model's loss is from differences of the loss itself, both in double precision, and how far the gradient that trainings use is from it.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class GradientCheck
{
    internal GradientCheck(IReadOnlyList<ParameterCheck> parameters, double singleError) => (Parameters, SingleError) = (parameters, singleError);

    /// <summary>Each trained parameter.</summary>
    public IReadOnlyList<ParameterCheck> Parameters { get; }

    /// <summary>The parameter with the largest error.</summary>
    public ParameterCheck Worst => Parameters.MaxBy(parameter => parameter.Error)!;

    /// <summary>
    /// How far the gradient in single precision, by the program that trainings use, is from that in double precision: the Euclidean norm of the difference as a share of that of the gradient.
    /// </summary>
    public double SingleError { get; }

    /// <summary>Whether the largest error is within a tolerance.</summary>
    /// <param name="tolerance">Rounding of the differences alone is some 1e-8.</param>
    public bool Passes(double tolerance = 1e-5) => Worst.Error <= tolerance;

    /// <summary>The worst parameter as one sentence.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"Worst is {Worst.Name}[{Worst.Index}]: {Worst.Gradient:G6} by the rule, {Worst.Difference:G6} by differences, an error of {Worst.Error:G2}; {Parameters.Sum(parameter => parameter.Checked)} numbers were checked, and single precision is off by {SingleError:G2}.");
}

/// <summary>How far the gradient with respect to one parameter is from differences of the loss.</summary>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Checked">How many of its numbers were checked.</param>
/// <param name="Skipped">How many more were looked at where the loss has a kink, so that it has no derivative: at a rectifier's zero.</param>
/// <param name="Index">The number with the largest error, counted from the parameter's first.</param>
/// <param name="Gradient">The gradient by the rules of differentiation there.</param>
/// <param name="Difference">The central difference there.</param>
/// <param name="Error">How far they are apart, as a share of the larger one or of a thousandth of the parameter's largest gradient, whichever is largest.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ParameterCheck(string Name, int Checked, int Skipped, int Index, double Gradient, double Difference, double Error);
