using Rationale.Graph.Models;
using Rationale.Training;

namespace Rationale.Generators.Reading;

/// <summary>Reads how the learning rate of a model changes: its schedule and its warm-up.</summary>
internal static class ScheduleReading
{
    /// <summary>Reads both; <see langword="null"/> where the rate is constant.</summary>
    public static LearningRateSchedule? Read(ModelAttributes attributes, ModelTask? task, int epochs, ReadingContext context)
    {
        var warmUp = attributes.Settings.TryGetValue(nameof(WarmUpAttribute), out var use) ? use : null;
        foreach (var other in attributes.Schedules.Skip(1))
        {
            context.Problems.Block(RuleIds.SeveralSchedules, other.Location, context.ModelName, attributes.Schedules[0].Name, other.Name);
        }

        var attribute = attributes.Schedules.FirstOrDefault();
        if (attribute is not null && !ScheduleTable.Readers.ContainsKey(attribute.ClassName))
        {
            context.Problems.Block(RuleIds.UnknownAttribute, attribute.Location, attribute.Name, context.ModelName, "learning-rate schedule");
            return null;
        }

        var schedule = attribute is null
            ? warmUp is null ? null : LearningRateSchedule.Constant
            : ScheduleTable.Readers[attribute.ClassName](attribute);
        if (schedule is not null && warmUp is not null)
        {
            schedule = schedule with { WarmUp = ScheduleTable.WarmUp(warmUp) };
        }

        Check(schedule, attribute, warmUp, epochs, context);
        CheckMetric(schedule as ReduceOnPlateauSchedule, attribute, task, context);
        return schedule;
    }

    /// <summary>A name that the task has no metric of would be found out only when a training begins.</summary>
    private static void CheckMetric(ReduceOnPlateauSchedule? schedule, AttributeUse? attribute, ModelTask? task, ReadingContext context)
    {
        if (schedule is not null && task is not null && !MetricNames.Fits(schedule.Metric, task))
        {
            context.Problems.Block(
                RuleIds.UnknownMetric, attribute!.LocationOf(nameof(schedule.Metric)), attribute.Name, context.ModelName, nameof(schedule.Metric), schedule.Metric, string.Join(", ", MetricNames.For(task)));
        }
    }

    private static void Check(LearningRateSchedule? schedule, AttributeUse? attribute, AttributeUse? warmUp, int epochs, ReadingContext context)
    {
        if (schedule is null)
        {
            return;
        }

        var faults = schedule.Faults.ToList();
        foreach (var fault in faults)
        {
            var owner = warmUp is not null && (attribute is null || fault.Owner == warmUp.Name) ? warmUp : attribute!;
            context.Problems.Block(
                RuleIds.ScheduleOutOfRange,
                owner.LocationOf(fault.Property),
                owner.Name,
                context.ModelName,
                fault.Property,
                ReadingContext.Text(fault.Value),
                fault.Expected);
        }

        if (faults.Count == 0 && schedule.Misfit(epochs) is { } misfit)
        {
            var owner = schedule.WarmUp is { Epochs: > 0 } declared && declared.Epochs >= epochs && warmUp is not null ? warmUp : attribute!;
            context.Problems.Block(RuleIds.ScheduleEndsBeforeTraining, owner.LocationOf("Epochs"), context.ModelName, misfit);
        }
    }
}
