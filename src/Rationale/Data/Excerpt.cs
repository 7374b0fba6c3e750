namespace Rationale.Data;

/// <summary>Text out of a file, made fit for one sentence: no line breaks or control characters, not too long.</summary>
internal static class Excerpt
{
    private const int MaxLength = 60;

    public static string Shorten(string text)
    {
        var shown = text.Length <= MaxLength ? text : text[..MaxLength] + "…";
        return OnOneLine(shown);
    }

    /// <summary>What a library says is wrong, as a part of a sentence: all of it, because what it says last is often the point.</summary>
    public static string Reason(Exception exception) => OnOneLine(exception.Message.TrimEnd('.', ' ', '\n', '\r'));

    private static string OnOneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '·' : letter));

    public static string Shorten(IReadOnlyList<string> texts)
    {
        const int MaxItems = 20;
        var shown = string.Join(", ", texts.Take(MaxItems).Select(Shorten));
        return texts.Count <= MaxItems ? shown : $"{shown} and {texts.Count - MaxItems} more";
    }
}
