using Rationale.Graph.Operators;

namespace Rationale.Graph.Objectives;

/// <summary>A number that an objective term is multiplied with, or a part of it. Programs are given it at run time, so that a training may change it.</summary>
/// <param name="Key">Its name among all coefficients of a model: the name of the term, or <c>term.part</c> where a term has several.</param>
/// <param name="Symbol">What formulas call it: <c>λ₁</c>.</param>
/// <param name="Value">What the model declares.</param>
/// <param name="Attribute">Name of the attribute that declares it, without brackets: <c>ExplainConstraint</c>.</param>
/// <param name="Property">The attribute's property: <c>Weight</c>.</param>
/// <param name="Minimum">The smallest value that makes sense.</param>
/// <param name="Maximum">The largest; infinity itself is never allowed.</param>
/// <param name="AutomaticRatio">
/// How many times as large as the task loss the coefficient's part of the objective should start; its value is then chosen before the first step. Zero keeps <paramref name="Value"/>.
/// </param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record Coefficient(
    string Key,
    string Symbol,
    double Value,
    string Attribute,
    string Property,
    double Minimum = 0,
    double Maximum = double.PositiveInfinity,
    double AutomaticRatio = 0)
{
    /// <summary>The ratios that are allowed, in words that follow "it must be".</summary>
    public const string RatioRange = "a finite number of 0 or more";

    /// <summary>Whether a ratio is one.</summary>
    public static bool IsRatio(double value) => value >= 0 && !double.IsInfinity(value);

    /// <summary>The values that are allowed, in words that follow "it must be".</summary>
    public string Range => double.IsPositiveInfinity(Maximum)
        ? $"a finite number of {Number.Plain(Minimum)} or more"
        : $"a number from {Number.Plain(Minimum)} to {Number.Plain(Maximum)}";

    /// <summary>Whether a value is in the range; one that is not a number or not finite is not.</summary>
    public bool Allows(double value) => value >= Minimum && value <= Maximum && !double.IsInfinity(value);
}
