using System.Numerics.Tensors;

namespace Rationale.Models;

/// <summary>Logits as classes. A single logit stands for a binary classifier.</summary>
internal static class Classes
{
    public static int Predicted(ReadOnlySpan<float> logits) => logits.Length == 1 ? (logits[0] > 0 ? 1 : 0) : ArgMax(logits);

    public static int ArgMax(ReadOnlySpan<float> values) => TensorPrimitives.IndexOfMax(values);

    public static float[] Probabilities(ReadOnlySpan<float> logits)
    {
        if (logits.Length == 1)
        {
            var yes = 1 / (1 + MathF.Exp(-logits[0]));
            return [1 - yes, yes];
        }

        var probabilities = new float[logits.Length];
        Kernels.SoftmaxKernels.Probabilities(logits, probabilities.AsSpan(), 1, logits.Length);
        return probabilities;
    }
}
