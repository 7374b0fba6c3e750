namespace Rationale.Data;

/// <summary>Text out of a file, made fit for one sentence: no line breaks or control characters, not too long.</summary>
internal static class Excerpt
{
    private const int MaxLength = 60;

    public static string Shorten(string text)
    {
        var shown = text.Length <= MaxLength ? text : text[..MaxLength] + "…";
        return string.Concat(shown.Select(letter => char.IsControl(letter) ? '·' : letter));
    }

    public static string Shorten(IReadOnlyList<string> texts)
    {
        const int MaxItems = 20;
        var shown = string.Join(", ", texts.Take(MaxItems).Select(Shorten));
        return texts.Count <= MaxItems ? shown : $"{shown} and {texts.Count - MaxItems} more";
    }
}
