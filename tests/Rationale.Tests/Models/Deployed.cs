using System.Globalization;

namespace Rationale.Tests.Models;

/// <summary>A small classifier of raw people, and what it says of some: the same here and in a process that a test starts.</summary>
internal static class Deployed
{
    /// <summary>A classifier of what <see cref="RawTables.Steps"/> give.</summary>
    public static Model Model(ulong seed = 1) => Rationale.Model.Interpret(Small.Mlp(6, Small.Classes(2)), seed);

    /// <summary>Predictions, classes and explanations of raw data and of raw rows by name, in bits.</summary>
    public static string[] Lines(Model model)
    {
        var raw = RawTables.People(25, seed: 3);
        var predictions = model.Predict(raw);
        var explanations = model.Explain(raw);
        return
        [
            .. Enumerable.Range(0, raw.Count).Select(row => $"{Bits(predictions.Outputs(row))} {predictions[row]} {Bits(explanations[row].Values)}"),
            .. new[] { RawTables.Person(51.5, "red", 1e7), RawTables.Person(null, "blue", 9_990_000) }.Select(row => $"{Bits([.. model.Predict(row).Outputs])} {model.Predict(row)} {Bits(model.Explain(row).Values)}"),
        ];
    }

    private static string Bits(ReadOnlySpan<float> values) => string.Join(' ', values.ToArray().Select(value => BitConverter.SingleToUInt32Bits(value).ToString("X8", CultureInfo.InvariantCulture)));
}
