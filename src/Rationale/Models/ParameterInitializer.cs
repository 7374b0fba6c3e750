using Rationale.Graph.Models;
using Rationale.Randomness;

namespace Rationale.Models;

/// <summary>Draws the parameters from which a model starts. The same seed gives the same parameters on every machine.</summary>
internal static class ParameterInitializer
{
    public static void Run(IReadOnlyList<ParameterSpecification> layout, Span<float> parameters, ulong seed)
    {
        var random = new RandomSource(seed).Fork("parameters");
        foreach (var parameter in layout)
        {
            foreach (ref var value in parameters.Slice(parameter.Offset, parameter.Shape.Length))
            {
                value = (float)(parameter.Initializer.Scale * parameter.Initializer.Kind switch
                {
                    InitializerKind.Uniform => (2 * random.NextDouble()) - 1,
                    InitializerKind.Normal => random.NextNormal(),
                    _ => 1,
                });
            }
        }
    }
}
