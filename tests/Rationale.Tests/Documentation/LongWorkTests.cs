using System.ComponentModel;
using System.Reflection;
using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.SelfExplaining;
using Rationale.Smoothing;

namespace Rationale.Tests.Documentation;

/// <summary>What can take two seconds tells how far it is and can be canceled: each public member that is given data, a file or a model to ask, but for those that are named here.</summary>
public sealed class LongWorkTests
{
    /// <summary>What work grows with.</summary>
    private static readonly Type[] Large =
    [
        typeof(Dataset), typeof(FeatureMatrix), typeof(DatasetStream), typeof(Stream), typeof(TextReader), typeof(MaskClassifier), typeof(IModel), typeof(CounterfactualPairs), typeof(ConceptExplanations),
    ];

    /// <summary>What does not take long, or cannot say how far it is, with the reason.</summary>
    private static readonly Dictionary<string, string[]> Exceptions = new()
    {
        ["looks at its argument, and at none of its values"] =
        [
            "CounterfactualSource.NearestExample", "FeatureMatrix.Concat", "ModelDeviceExtensions.get_Device", "ModelDeviceExtensions.set_Device", "ModelSummary.Summary", "PriorModel.Create",
            "Dataset.Unlabeled", "Dataset.WithBackground", "Dataset.WithFeatures",
        ],
        ["goes once through values that are in memory"] =
        [
            "Baseline.Mean", "Baseline.PerExample", "CounterfactualPairs.Concat", "CounterfactualPairs.Create", "Dataset.Concat", "Dataset.ForClassification", "Dataset.ForRegression", "Dataset.WithAnnotationMask",
            "Dataset.WithInput", "Dataset.WithSharedInput", "Dataset.WithTargets", "FeatureScaler.Inverse", "FeatureScaler.Transform", "LargestGradientMask.Compute", "Lasso.MeanSquaredError", "MetaFeatures.Create",
            "MetaFeatures.FromMoments", "MinMaxScaler.Fit", "Standardizer.Fit",
        ],
        ["is work that comes later, block by block"] = ["DatasetStream.FromCsv", "DatasetStream.FromDataset", "DatasetStream.FromIdx", "Preprocessing.Transform"],
        ["is about one example or one batch"] = ["ModelRawExamples.Explain", "ModelRawExamples.Predict", "ModelGradientExtensions.Gradients"],
        ["is arithmetic on a curve, a line for each epoch, or work of the caller"] =
            ["AggregatorCheck.Run", "AtomicFile.Write", "AtomicFile.WriteAsync", "CertifiedCurve.ForAccuracy", "History.Read", "HistoryWriter.Create", "HistoryWriter.Resume", "ITrainingCallback.OnCheckpointAsync"],
        ["can be canceled, and does not know how much is left"] = ["Lasso.Fit"],
        ["has an overload for files, which are followed; a text is in memory, or read by the caller"] = ["CsvFile.Read", "CsvFile.ReadUnlabeled"],
    };

    [Fact]
    public void Members_that_can_take_long_tell_how_far_they_are_and_can_be_canceled()
    {
        var members = typeof(IModel).Assembly.GetExportedTypes().Where(IsNamed)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName && method.GetBaseDefinition() == method && method.GetParameters().Any(IsLarge)).ToList();
        Assert.True(members.Count > 100, $"{members.Count} members");
        var found = members.Where(method => !IsFollowed(method)).Select(method => $"{Name(method.DeclaringType!)}.{method.Name}").Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Exceptions.Values.SelectMany(names => names).Order(StringComparer.Ordinal), found);
    }

    private static string Name(Type type) => type.Name.Split('`')[0];

    private static bool IsLarge(ParameterInfo parameter) =>
        Large.Any(large => large.IsAssignableFrom(parameter.ParameterType) || parameter.ParameterType == typeof(IReadOnlyList<>).MakeGenericType(large))
        || (parameter.ParameterType == typeof(string) && parameter.Name!.EndsWith("path", StringComparison.OrdinalIgnoreCase));

    private static bool IsFollowed(MethodInfo method)
    {
        var types = method.GetParameters().Select(parameter => parameter.ParameterType).ToList();
        return types.Contains(typeof(CancellationToken)) && types.Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IProgress<>));
    }

    private static bool IsNamed(Type type) =>
        !type.IsSubclassOf(typeof(Delegate))
        && type.GetCustomAttribute<EditorBrowsableAttribute>() is not { State: EditorBrowsableState.Never }
        && !new[] { "CompilerServices", "Execution", "Kernels", "Graph" }.Any(inner => type.Namespace!.StartsWith($"Rationale.{inner}", StringComparison.Ordinal));
}
