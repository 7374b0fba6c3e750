using System.Text.Json;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Metrics;
using Rationale.Models;
using Rationale.Tests.Models;
using Rationale.Tests.Reference;

namespace Rationale.Tests.Metrics;

/// <summary>Metrics beside those of scikit-learn; see tests/reference/README.md.</summary>
public sealed class MetricReferenceTests
{
    private static readonly JsonElement File = ReferenceFile.Read("metrics.json");

    public static TheoryData<string> Classifiers => [.. Names("classifiers")];

    public static TheoryData<string> Regressors => [.. Names("regressors")];

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Classifiers_are_measured_as_scikit_learn_measures_them(string name)
    {
        var json = Case("classifiers", name);
        var task = Small.Classes(json.GetProperty("outputs").GetInt32());
        var evaluation = Evaluations.Create(task, [.. json.GetProperty("values").Doubles().Select(value => (float)value)], json.GetProperty("labels").Integers());
        Check(json, evaluation, task);
        Assert.Equal(json.GetProperty("confusion").Integers(), evaluation.Confusion!.SelectMany(row => row));
    }

    [Theory]
    [MemberData(nameof(Regressors))]
    public void Regressors_are_measured_as_scikit_learn_measures_them(string name)
    {
        var json = Case("regressors", name);
        var task = Small.Numbers(json.GetProperty("outputs").GetInt32());
        var targets = FeatureMatrix.FromArray([.. json.GetProperty("targets").Doubles().Select(value => (float)value)], task.Outputs);
        Check(json, Evaluations.Create(task, [.. json.GetProperty("values").Doubles().Select(value => (float)value)], targets), task);
    }

    private static void Check(JsonElement json, Evaluation evaluation, ModelTask task)
    {
        foreach (var expected in json.GetProperty("expected").EnumerateObject())
        {
            var metric = Metric.Find(expected.Name, Small.Linear(1, task), "the reference");
            Assert.Equal(expected.Value.GetDouble(), metric.Of(evaluation), 1e-12);
        }
    }

    private static IEnumerable<string> Names(string kind) => File.GetProperty(kind).EnumerateArray().Select(json => json.GetProperty("name").GetString()!);

    private static JsonElement Case(string kind, string name) => File.GetProperty(kind).EnumerateArray().Single(json => json.GetProperty("name").GetString() == name);
}
