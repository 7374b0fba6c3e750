namespace Rationale.Data;

/// <summary>Words of a text: the longest runs of letters and digits, in lower case of no culture. Everything else only separates them.</summary>
internal static class Words
{
    public static IEnumerable<string> Split(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
            {
                end++;
            }

            if (end > start)
            {
                yield return text[start..end].ToLowerInvariant();
                start = end;
            }
        }
    }
}
