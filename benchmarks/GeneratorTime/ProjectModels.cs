using System.Globalization;

namespace Rationale.Benchmarks.Generator;

/// <summary>The sources of a project of 200 models: three kinds of them, no two equal.</summary>
internal static class ProjectModels
{
    /// <summary>One file for each model.</summary>
    public static IReadOnlyList<string> Sources { get; } = [.. Enumerable.Range(0, 200).Select(Source)];

    private static string Source(int index)
    {
        var attributes = (index % 3) switch
        {
            0 => "[Classifier(10)] [Input(28, 28, 1)] [Conv({0}, 3), Relu, MaxPool(2), Conv(16, 3), Relu, MaxPool(2), Flatten, Dense(50), Relu, Dense(10)] [ExplainConstraint(Weight = 10)]",
            1 => "[Classifier(2)] [Input(30)] [Dense({0}), Relu, Dense(64), Relu, Dense(2)] [ExplainConstraint]",
            _ => "[Regressor(1)] [Input({0})] [Dense(32), Tanh, Dense(1)]",
        };
        return string.Format(CultureInfo.InvariantCulture, $$"""
            using Rationale;
            namespace Models;
            {{attributes}}
            public sealed partial class Model{1};
            """, 8 + (index / 3), index);
    }
}
