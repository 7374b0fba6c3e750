namespace Rationale.Data;

/// <summary>Text out of a file, made fit for one sentence: no line breaks or control characters, not too long.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    public static string Of(string text)
    {
        var shown = text.Length <= Longest ? text : text[..Longest] + "…";
        return string.Concat(shown.Select(letter => char.IsControl(letter) ? '·' : letter));
    }

    public static string Of(IReadOnlyList<string> texts)
    {
        const int Most = 20;
        var shown = string.Join(", ", texts.Take(Most).Select(Of));
        return texts.Count <= Most ? shown : $"{shown} and {texts.Count - Most} more";
    }
}
