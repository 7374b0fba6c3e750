using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Generators.Reading.Modules;
using Rationale.Graph.Models;

namespace Rationale.Analyzers;

/// <summary>Finds constants in the options of trainings, attribution methods, masks and translators that would be refused when they run.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionOutOfRangeAnalyzer() : RuntimeAnalyzer(ValueDescriptors.OptionOutOfRange)
{
    private const string Options = "Rationale.Training.TrainingOptions";
    private const string WeightRange = "a finite number of 0 or more";

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(Analyze, OperationKind.SimpleAssignment);

    private static void Analyze(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { } property } target || Number(assignment.Value) is not { } value)
        {
            return;
        }

        var (name, expected) = IsOptions(property.ContainingType) ? (property.Name, Expected(property.Name, value))
            : IsOfRuntime(property.ContainingType) ? ($"{property.ContainingType.Name}.{property.Name}", OptionRanges.Expected($"{property.ContainingType.Name}.{property.Name}", value))
            : property.IsIndexer && IsCoefficients(target) && !IsWeight(value) ? (target.Syntax.ToString(), WeightRange)
            : default;
        if (expected is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(ValueDescriptors.OptionOutOfRange, assignment.Value.Syntax.GetLocation(), name, value.ToString("R", CultureInfo.InvariantCulture), expected));
        }
    }

    /// <summary>A constant number, also one that becomes a nullable.</summary>
    private static double? Number(IOperation value) => TorchCalls.Unwrap(value)?.ConstantValue is { HasValue: true, Value: { } number } && number is int or long or float or double
        ? Convert.ToDouble(number, CultureInfo.InvariantCulture)
        : null;

    private static bool IsOfRuntime(ITypeSymbol type) => TorchTypes.NameOf(type).StartsWith("Rationale.", StringComparison.Ordinal);

    private static bool IsOptions(ITypeSymbol? type) => type is not null && TorchTypes.NameOf(type) == Options;

    /// <summary>Whether an indexer is that of the coefficients: <c>options.Coefficients[key]</c>, or an element of their initializer.</summary>
    private static bool IsCoefficients(IPropertyReferenceOperation indexer) =>
        IsProperty(indexer.Instance) || (indexer.Instance is IInstanceReferenceOperation && TorchCalls.Around(indexer).Select(Initialized).FirstOrDefault(initialized => initialized is not null) is { } property && IsProperty(property));

    private static IOperation? Initialized(IOperation outer) => outer switch
    {
        IMemberInitializerOperation member => member.InitializedMember,
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: false } target } => target,
        _ => null,
    };

    private static bool IsProperty(IOperation? operation) => operation is IPropertyReferenceOperation { Property: { Name: "Coefficients", ContainingType: { } type } } && IsOptions(type);

    private static bool IsWeight(double value) => value >= 0 && !double.IsInfinity(value);

    private static string? Expected(string property, double value)
    {
        var defaults = new TrainingDefaults();
        var changed = property switch
        {
            nameof(TrainingDefaults.Epochs) => defaults with { Epochs = (int)value },
            nameof(TrainingDefaults.BatchSize) => defaults with { BatchSize = (int)value },
            nameof(TrainingDefaults.LearningRate) => defaults with { LearningRate = value },
            nameof(TrainingDefaults.Momentum) => defaults with { Momentum = value },
            nameof(TrainingDefaults.WeightDecay) => defaults with { WeightDecay = value },
            nameof(TrainingDefaults.ClipNorm) => defaults with { ClipNorm = value },
            _ => defaults,
        };
        return TrainingRanges.Faults(changed).FirstOrDefault(fault => fault.Property == property)?.Expected ?? property switch
        {
            "ExplanationWeight" or "RobustnessWeight" or "AutomaticRatio" when !IsWeight(value) => WeightRange,
            "Workers" when value < 0 => "0 or more",
            _ => null,
        };
    }
}
