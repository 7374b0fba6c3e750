using System.Text.Json;
using Rationale.Attribution;
using Rationale.Data;
using Rationale.Tests.Models;
using Rationale.Tests.Reference;

namespace Rationale.Tests.Attribution;

/// <summary>The network and the numbers of attribution.json; see tests/reference/README.md.</summary>
internal static class AttributionCase
{
    public static JsonElement File { get; } = ReferenceFile.Read("attribution.json");

    /// <summary>What single precision leaves of differences and derivatives of numbers around 1.</summary>
    public const double Rounding = 2e-6;

    private static JsonElement Network => File.GetProperty("network");

    public static Baseline Baseline => Baseline.Example([.. Network.GetProperty("baseline").Singles()]);

    public static FeatureGroups Groups => FeatureGroups.FromAssignment(Network.GetProperty("groups").Integers());

    public static FeatureMatrix Examples => FeatureMatrix.FromArray(Network.GetProperty("inputs").Singles(), 5);

    public static Model Model()
    {
        var model = Rationale.Model.Interpret(Small.Mlp(5, Small.Classes(3), hidden: 7));
        Network.GetProperty("parameters").Singles().CopyTo(model.Runtime.Parameters);
        return model;
    }

    /// <summary>Attributes under the token of the test.</summary>
    public static Attributions Attributed(this IModel model, Dataset data, AttributionMethod method, AttributionOptions? options = null, IProgress<AttributionProgress>? progress = null) =>
        model.Attribute(data, method, options, progress, TestContext.Current.CancellationToken);

    /// <summary>Attributes under the token of the test.</summary>
    public static Attributions Attributed(this IModel model, FeatureMatrix features, AttributionMethod method, AttributionOptions? options = null) =>
        model.Attribute(features, method, options, null, TestContext.Current.CancellationToken);

    public static float[] Singles(this JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetSingle())];

    /// <summary>What a method says about the example, class and output of each case, beside what the script says.</summary>
    public static void Check(AttributionMethod method, Func<JsonElement, double[]> expected, Func<JsonElement, double>? gap = null)
    {
        using var model = Model();
        foreach (var json in File.GetProperty("cases").EnumerateArray())
        {
            var options = new AttributionOptions
            {
                Target = Target.ForClass(json.GetProperty("class").GetInt32(), Enum.Parse<TargetOutput>(json.GetProperty("output").GetString()!)),
            };
            var found = model.Attributed(Examples, method, options);
            var row = json.GetProperty("row").GetInt32();
            Assert.Equal(expected(json), found.Scores.Row(row).Select(score => (double)score), (a, b) => Math.Abs(a - b) < Rounding);
            if (gap is not null)
            {
                Assert.Equal(gap(json), found.ConvergenceDelta[row], Rounding);
            }
        }
    }
}
