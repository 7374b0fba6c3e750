using System.Diagnostics.Metrics;

namespace Rationale.Hosting.Tests;

/// <summary>What the meter counts.</summary>
public sealed class MetricsTests
{
    [Fact]
    public void Passes_and_their_examples_are_counted_by_model_and_kind()
    {
        var (examples, durations) = (new Dictionary<string, long>(), new Dictionary<string, List<double>>());
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Rationale")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, tags, pass => examples[pass] = examples.GetValueOrDefault(pass) + value));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, tags, pass =>
        {
            durations.TryAdd(pass, []);
            durations[pass].Add(value);
        }));
        listener.Start();
        using (var model = new Metered())
        {
            var data = TestData.Clouds(30);
            model.Predict(data);
            model.Predict([1, 2, 3, 4]);
            model.Explain(data);
            model.Evaluate(data);
        }

        Assert.Equal(new Dictionary<string, long> { ["prediction"] = 31, ["explanation"] = 30, ["evaluation"] = 30 }, examples);
        Assert.Equal([2, 1, 1], new[] { "prediction", "explanation", "evaluation" }.Select(pass => durations[pass].Count));
        Assert.All(durations.Values.SelectMany(values => values), value => Assert.True(value > 0));

        // Other tests use other models at the same time.
        static void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags, Action<string> note)
        {
            Assert.Equal("rationale.model", tags[0].Key);
            Assert.Equal("rationale.pass", tags[1].Key);
            Assert.Contains(instrument.Name, new[] { "rationale.pass.duration", "rationale.pass.examples" });
            if (tags[0].Value is nameof(Metered))
            {
                note((string)tags[1].Value!);
            }
        }
    }
}
