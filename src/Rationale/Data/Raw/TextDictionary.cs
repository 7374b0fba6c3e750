namespace Rationale.Data;

/// <summary>Texts numbered in order of first appearance.</summary>
internal sealed class TextDictionary
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    public IReadOnlyList<string> Texts => _texts;

    /// <summary>A copy of numbered texts, to which others can be added.</summary>
    public static TextDictionary From(IReadOnlyList<string> texts)
    {
        var dictionary = new TextDictionary();
        foreach (var text in texts)
        {
            dictionary.Add(text);
        }

        return dictionary;
    }

    /// <summary>The number of a text, a new one where it is seen for the first time.</summary>
    public int Add(string text)
    {
        if (!_codes.TryGetValue(text, out var code))
        {
            _codes.Add(text, code = _texts.Count);
            _texts.Add(text);
        }

        return code;
    }
}
