using System.Text.Json;
using Rationale.Training;
using Rationale.Training.Callbacks;

namespace Rationale.Tests.Reference;

/// <summary>The factor of every step against PyTorch's documented formulas in their recursive form.</summary>
public sealed class ScheduleReferenceTests
{
    private const double Tolerance = 1e-12;

    private static readonly JsonElement Data = ReferenceFile.Read("schedules.json");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Data.GetProperty("cases").GetArrayLength())];

    public static TheoryData<int> Plateaus => [.. Enumerable.Range(0, Data.GetProperty("plateaus").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_step_has_the_factor_of_the_reference(int index)
    {
        var (reference, batches, epochs) = (Data.GetProperty("cases")[index], Data.GetProperty("batches").GetInt32(), Data.GetProperty("epochs").GetInt32());
        var schedule = Schedule(reference).For(epochs);
        Assert.Empty(schedule.Faults);
        Assert.Null(schedule.Misfit(epochs, epochs * batches));
        var expected = reference.GetProperty("factors").Doubles();
        Assert.Equal(epochs * batches, expected.Length);
        for (var step = 0; step < expected.Length; step++)
        {
            Assert.Equal(expected[step], schedule.FactorAt(step, 1 + (step / batches)), Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Plateaus))]
    public void Each_epoch_has_the_factor_that_plateaus_leave(int index)
    {
        var reference = Data.GetProperty("plateaus")[index];
        var schedule = new ReduceOnPlateauSchedule(
            reference.GetProperty("metric").GetString()!,
            Number(reference, "factor", 0),
            Integer(reference, "patience"),
            Number(reference, "minimumChange", 0),
            Integer(reference, "cooldown"),
            Number(reference, "minFactor", 0));
        var (plateau, expected, values) = (new PlateauCallback(schedule), reference.GetProperty("factors").Doubles(), reference.GetProperty("values").Doubles());
        Assert.True(expected.Distinct().Count() > 1);
        for (var epoch = 0; epoch < values.Length; epoch++)
        {
            Assert.Equal(expected[epoch], plateau.Factor, Tolerance);
            plateau.Observe(values[epoch]);

            // What a checkpoint keeps continues with the same bits.
            var restored = new PlateauCallback(schedule);
            restored.RestoreState(plateau.SaveState());
            Assert.Equal(plateau.SaveState(), restored.SaveState());
            plateau = restored;
        }
    }

    private static LearningRateSchedule Schedule(JsonElement reference)
    {
        var (epochs, steps) = (Integer(reference, "epochs"), Integer(reference, "steps"));
        var schedule = reference.GetProperty("kind").GetString() switch
        {
            "constant" => LearningRateSchedule.Constant,
            "step" => LearningRateSchedule.Step(epochs, steps, Number(reference, "factor", 0)),
            "cosine" => LearningRateSchedule.Cosine(epochs, steps, Number(reference, "minFactor", 0)),
            var other => throw new InvalidDataException($"nothing here is '{other}'"),
        };
        return reference.TryGetProperty("warmUp", out var warmUp)
            ? schedule.WithWarmUp(Integer(warmUp, "epochs"), Integer(warmUp, "steps"), Number(warmUp, "startFactor", 0))
            : schedule;
    }

    private static int Integer(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    private static double Number(JsonElement element, string name, double fallback) => element.TryGetProperty(name, out var value) ? value.GetDouble() : fallback;
}
