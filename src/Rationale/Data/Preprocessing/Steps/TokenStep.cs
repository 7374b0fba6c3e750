using System.Text.Json;

namespace Rationale.Data;

/// <summary>Puts the token ids of the first words of a text in its place: 0 behind the end, 1 for a word that the vocabulary lacks, and from 2 on the words of the vocabulary.</summary>
/// <param name="column">The column of texts.</param>
/// <param name="length">Token ids of an example.</param>
/// <param name="words">The vocabulary.</param>
internal sealed class TokenStep(int column, int length, string[] words) : FittedStep
{
    public const string Name = "tokenize";
    public const int Padding = 0;
    public const int UnknownWord = 1;
    public const int FirstWord = 2;

    public override string Kind => Name;

    /// <summary>Number of token ids that may occur.</summary>
    public int VocabularySize => words.Length + FirstWord;

    public override string Describe(IReadOnlyList<PipelineColumn> before) => $"{before[column].Name} as {length} token ids of {VocabularySize}";

    public override IReadOnlyList<PipelineColumn> Change(IReadOnlyList<PipelineColumn> before) =>
    [
        .. before.Take(column),
        .. Enumerable.Range(0, length).Select(position => new PipelineColumn($"{before[column].Name}[{position}]", ColumnKind.Token, before[column].Origin, double.NaN)),
        .. before.Skip(column + 1),
    ];

    public override RowStep Bind(IReadOnlyList<PipelineColumn> before, IReadOnlyList<TextDictionary?> texts)
    {
        var idOfWord = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < words.Length; i++)
        {
            idOfWord.Add(words[i], i + FirstWord);
        }

        var dictionary = texts[before[column].Origin]!;
        var known = new Dictionary<int, double[]>();
        return (_, input, output) =>
        {
            input[..column].CopyTo(output);
            input[(column + 1)..].CopyTo(output[(column + length)..]);
            var tokens = output.Slice(column, length);
            tokens.Fill(Padding);
            if (double.IsNaN(input[column]))
            {
                return;
            }

            var code = (int)input[column];
            if (!known.TryGetValue(code, out var found))
            {
                known.Add(code, found = [.. Words.Split(dictionary.Texts[code]).Take(length).Select(word => (double)idOfWord.GetValueOrDefault(word, UnknownWord))]);
            }

            found.CopyTo(tokens);
        };
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("column", column);
        json.WriteNumber("length", length);
        json.WriteStartArray("words");
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    public static TokenStep Read(StepReader reader)
    {
        var (column, length) = (reader.Column("column"), reader.Number("length"));
        string[] words = [.. reader.Array("words").Select(value => value.GetString()!)];
        StepReader.Require(reader.Before[column].Kind == ColumnKind.Text, "a tokenizer names a column of numbers");
        StepReader.Require(length is > 0 and <= 1 << 20, $"a tokenizer gives {length} token ids");
        StepReader.Require(words.All(word => !string.IsNullOrEmpty(word)) && words.Distinct(StringComparer.Ordinal).Count() == words.Length, "the words of a vocabulary are not texts that differ");
        return new TokenStep(column, length, words);
    }
}
