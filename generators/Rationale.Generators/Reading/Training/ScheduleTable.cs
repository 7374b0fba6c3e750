using Rationale.Training;

namespace Rationale.Generators.Reading;

/// <summary>Reads the attribute of one learning-rate schedule into its record.</summary>
internal delegate LearningRateSchedule ScheduleReader(AttributeUse attribute);

/// <summary>Every attribute of a learning-rate schedule that the generator knows. A new schedule is its attribute, its record and one line here.</summary>
internal static class ScheduleTable
{
    /// <summary>Readers by the class name of the attribute.</summary>
    public static IReadOnlyDictionary<string, ScheduleReader> Readers { get; } = new Dictionary<string, ScheduleReader>
    {
        [nameof(StepScheduleAttribute)] = Step,
        [nameof(CosineScheduleAttribute)] = Cosine,
        [nameof(ReduceOnPlateauAttribute)] = ReduceOnPlateau,
    };

    /// <summary>Reads [WarmUp].</summary>
    public static WarmUp WarmUp(AttributeUse attribute)
    {
        var defaults = new WarmUpAttribute();
        return new WarmUp(
            attribute.Value(nameof(defaults.Epochs), defaults.Epochs),
            attribute.Value(nameof(defaults.Steps), defaults.Steps),
            attribute.Value(nameof(defaults.StartFactor), defaults.StartFactor));
    }

    private static StepSchedule Step(AttributeUse attribute)
    {
        var defaults = new StepScheduleAttribute();
        return new StepSchedule(
            attribute.Value(nameof(defaults.Epochs), defaults.Epochs),
            attribute.Value(nameof(defaults.Steps), defaults.Steps),
            attribute.Value(nameof(defaults.Factor), defaults.Factor));
    }

    private static CosineSchedule Cosine(AttributeUse attribute)
    {
        var defaults = new CosineScheduleAttribute();
        return new CosineSchedule(
            attribute.Value(nameof(defaults.Epochs), defaults.Epochs),
            attribute.Value(nameof(defaults.Steps), defaults.Steps),
            attribute.Value(nameof(defaults.MinFactor), defaults.MinFactor));
    }

    private static ReduceOnPlateauSchedule ReduceOnPlateau(AttributeUse attribute)
    {
        var defaults = new ReduceOnPlateauAttribute();
        return new ReduceOnPlateauSchedule(
            attribute.Value(nameof(defaults.Metric), defaults.Metric),
            attribute.Value(nameof(defaults.Factor), defaults.Factor),
            attribute.Value(nameof(defaults.Patience), defaults.Patience),
            attribute.Value(nameof(defaults.MinimumChange), defaults.MinimumChange),
            attribute.Value(nameof(defaults.Cooldown), defaults.Cooldown),
            attribute.Value(nameof(defaults.MinFactor), defaults.MinFactor));
    }
}
