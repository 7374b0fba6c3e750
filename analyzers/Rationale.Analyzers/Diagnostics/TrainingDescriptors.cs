using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading;

namespace Rationale.Analyzers;

/// <summary>Rules about the training: optimizer and learning-rate schedules.</summary>
internal static class TrainingDescriptors
{
    /// <summary>A learning rate is finite and above zero.</summary>
    public static readonly DiagnosticDescriptor LearningRateOutOfRange = new(
        id: RuleIds.LearningRateOutOfRange,
        title: "A learning rate is finite and above zero",
        messageFormat: "LearningRate = {1} of [{2}] on '{0}' is out of range; give a finite number above zero, such as 0.001",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "At zero nothing is learned, below it the loss is increased.",
        helpLinkUri: HelpLink.For(RuleIds.LearningRateOutOfRange));

    /// <summary>A momentum is in [0, 1).</summary>
    public static readonly DiagnosticDescriptor MomentumOutOfRange = new(
        id: RuleIds.MomentumOutOfRange,
        title: "A momentum is in [0, 1)",
        messageFormat: "Momentum = {1} of [Train] on '{0}' is out of range; give a number from 0 up to but not including 1, such as 0.9",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "With a momentum of 1 or more the sum of past gradients grows without bound.",
        helpLinkUri: HelpLink.For(RuleIds.MomentumOutOfRange));

    /// <summary>Settings of the optimizer are used by it.</summary>
    public static readonly DiagnosticDescriptor OptimizerIgnoresSetting = new(
        id: RuleIds.OptimizerIgnoresSetting,
        title: "Settings of the optimizer are used by it",
        messageFormat: "{1} on '{0}' is ignored by OptimizerKind.{2}; set Optimizer = OptimizerKind.{3} or remove {1}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Momentum belongs to Sgd and decoupled weight decay to AdamW; the other optimizers do not read them.",
        helpLinkUri: HelpLink.For(RuleIds.OptimizerIgnoresSetting));

    /// <summary>Values of learning-rate schedules are in range.</summary>
    public static readonly DiagnosticDescriptor ScheduleOutOfRange = new(
        id: RuleIds.ScheduleOutOfRange,
        title: "Values of learning-rate schedules are in range",
        messageFormat: "{2} of [{0}] on '{1}' is {3}, but it must be {4}",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A schedule counts either epochs or steps, and its factors are shares of the learning rate.",
        helpLinkUri: HelpLink.For(RuleIds.ScheduleOutOfRange));

    /// <summary>A learning-rate schedule is as long as the training.</summary>
    public static readonly DiagnosticDescriptor ScheduleEndsBeforeTraining = new(
        id: RuleIds.ScheduleEndsBeforeTraining,
        title: "A learning-rate schedule is as long as the training",
        messageFormat: "The learning rate of '{0}' does not fit [Train]: {1}; give both the same length",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "After the end of a schedule the rate would stay at its last value, which may be zero; a warm-up that does not end never reaches the learning rate.",
        helpLinkUri: HelpLink.For(RuleIds.ScheduleEndsBeforeTraining));

    /// <summary>A model has one learning-rate schedule.</summary>
    public static readonly DiagnosticDescriptor SeveralSchedules = new(
        id: RuleIds.SeveralSchedules,
        title: "A model has one learning-rate schedule",
        messageFormat: "'{0}' has the learning-rate schedule [{1}] already; remove [{2}]",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Two schedules contradict each other; only [WarmUp] goes together with any of them.",
        helpLinkUri: HelpLink.For(RuleIds.SeveralSchedules));

    /// <summary>A metric is one that the task has.</summary>
    public static readonly DiagnosticDescriptor UnknownMetric = new(
        id: RuleIds.UnknownMetric,
        title: "A metric is one that the task has",
        messageFormat: "[{0}] of '{1}' has {2} '{3}', but '{1}' is measured by {4}; use one of those names",
        category: DiagnosticDescriptors.Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The learning rate is reduced when a metric on the validation data no longer improves, so the metric must exist for the task.",
        helpLinkUri: HelpLink.For(RuleIds.UnknownMetric));
}
