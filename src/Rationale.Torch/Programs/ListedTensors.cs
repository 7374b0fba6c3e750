using System.Text.RegularExpressions;

namespace Rationale.Torch.Programs;

/// <summary>
/// A program whose functions take their tensors as one list. Each argument of a call costs a third of a microsecond on its way through TorchSharp, and the function of a step has sixty; a list costs two
/// microseconds whatever is in it (decision 266).
/// </summary>
internal static partial class ListedTensors
{
    /// <summary>The same program, each of its functions with one parameter.</summary>
    /// <param name="text">Functions that take tensors and give nothing.</param>
    public static string Of(string text) => Header().Replace(text, header => $"def {header.Groups[1].Value}(tensors__: List[Tensor]) -> None:\n    {Blanks().Replace(header.Groups[2].Value, " ")}, = tensors__");

    [GeneratedRegex(@"^def (\w+)\(([^)]+)\) -> None:", RegexOptions.Multiline)]
    private static partial Regex Header();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
