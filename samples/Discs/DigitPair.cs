using System.Globalization;

namespace Rationale.Samples.Discs;

/// <summary>Two digits.</summary>
/// <param name="First">One.</param>
/// <param name="Second">The other.</param>
public sealed record DigitPair(int First, int Second)
{
    /// <summary>Reads <c>3-8</c>.</summary>
    /// <param name="text">The text; null for no pair.</param>
    /// <exception cref="ArgumentException">The text does not name two different digits.</exception>
    public static DigitPair? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return text.Split('-') is [{ Length: 1 } first, { Length: 1 } second] && char.IsAsciiDigit(first[0]) && char.IsAsciiDigit(second[0]) && first != second
            ? new DigitPair(first[0] - '0', second[0] - '0')
            : throw new ArgumentException($"--pair {text}: two different digits are needed, such as 3-8.");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}-{Second}");
}
