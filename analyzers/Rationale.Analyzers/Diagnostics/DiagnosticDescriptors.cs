using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Rationale.Analyzers;

/// <summary>Every rule of the library, from the classes of their families. Each has a page under <c>docs/rules</c>, a row in a release file and a test class.</summary>
internal static class DiagnosticDescriptors
{
    /// <summary>The category of all rules.</summary>
    public const string Category = "Rationale";

    /// <summary>The classes with the rules of a model's attributes, which the generator's reader finds, in the order of the catalog.</summary>
    public static IReadOnlyList<Type> ReadFamilies { get; } =
    [
        typeof(ModelDescriptors),
        typeof(LayerDescriptors),
        typeof(InputDescriptors),
        typeof(BlockDescriptors),
        typeof(TrainingDescriptors),
        typeof(ObjectiveDescriptors),
        typeof(SelfExplainingDescriptors),
        typeof(SmoothingDescriptors),
        typeof(ModuleDescriptors),
        typeof(CounterfactualDescriptors),
    ];

    /// <summary>The classes that hold the rules, in the order of the catalog.</summary>
    public static IReadOnlyList<Type> Families { get; } =
    [
        .. ReadFamilies,
        typeof(GradientDescriptors),
        typeof(TorchDescriptors),
        typeof(ValueDescriptors),
        typeof(CertificateDescriptors),
        typeof(ResourceDescriptors),
    ];

    /// <summary>The rules that the reader finds, by id.</summary>
    public static IReadOnlyDictionary<string, DiagnosticDescriptor> ById { get; } = ReadFamilies.SelectMany(In).Append(GradientDescriptors.BatchStatisticsUnderPenalty).ToDictionary(descriptor => descriptor.Id);

    /// <summary>The rules of one family.</summary>
    public static IEnumerable<DiagnosticDescriptor> In(Type family) =>
        family.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (DiagnosticDescriptor)field.GetValue(null)!);
}
