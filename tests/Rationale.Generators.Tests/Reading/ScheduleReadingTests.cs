using Rationale.Generators.Reading;
using Rationale.Training;

namespace Rationale.Generators.Tests.Reading;

public sealed class ScheduleReadingTests
{
    /// <summary>The attributes that say how the learning rate changes.</summary>
    public static Type[] Attributes { get; } = [.. typeof(LearningRateScheduleAttribute).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && (typeof(LearningRateScheduleAttribute).IsAssignableFrom(type) || type == typeof(WarmUpAttribute)))];

    public static TheoryData<string, LearningRateSchedule?> Schedules => new()
    {
        { "", null },
        { "[StepSchedule(Epochs = 4)]", new StepSchedule(Epochs: 4) },
        { "[StepSchedule(Steps = 100, Factor = 0.5)]", new StepSchedule(Steps: 100, Factor: 0.5) },
        { "[CosineSchedule]", new CosineSchedule() },
        { "[CosineSchedule(Epochs = 12, MinFactor = 0.25)]", new CosineSchedule(Epochs: 12, MinFactor: 0.25) },
        { "[CosineSchedule(Steps = 90)]", new CosineSchedule(Steps: 90) },
        { "[ReduceOnPlateau]", new ReduceOnPlateauSchedule() },
        {
            "[ReduceOnPlateau(Metric = \"accuracy\", Factor = 0.5, Patience = 3, MinimumChange = 0.01, Cooldown = 2, MinFactor = 0.001)]",
            new ReduceOnPlateauSchedule("accuracy", 0.5, 3, 0.01, 2, 0.001)
        },
        { "[WarmUp(Steps = 5)]", new ConstantSchedule(new WarmUp(Steps: 5)) },
        { "[WarmUp(Epochs = 2, StartFactor = 0.5)] [CosineSchedule]", new CosineSchedule(WarmUp: new WarmUp(Epochs: 2, StartFactor: 0.5)) },
    };

    [Theory]
    [MemberData(nameof(Schedules), DisableDiscoveryEnumeration = true)]
    public void A_schedule_arrives_as_it_is_declared(string attributes, LearningRateSchedule? expected) =>
        Assert.Equal(expected, ReadSource.Model("M", $"[Classifier(2)] [Input(4)] [Dense(2)] {attributes} public partial class M;").Specification.Training.Schedule);

    [Fact]
    public void Every_schedule_has_a_reader() => Assert.Equal(
        Attributes.Where(typeof(LearningRateScheduleAttribute).IsAssignableFrom).Select(type => type.Name).Order(),
        ScheduleTable.Readers.Keys.Order());
}
