namespace Rationale.Training;

/// <summary>A value of a schedule that is out of range.</summary>
/// <param name="Owner">The schedule or its warm-up, as its attribute is written: <c>StepSchedule</c>.</param>
/// <param name="Property">The property.</param>
/// <param name="Value">Its value.</param>
/// <param name="Expected">What it must be, as it follows "must be".</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ScheduleFault(string Owner, string Property, double Value, string Expected);
