namespace Rationale.Graph.Models;

/// <summary>The product with a trained matrix that several layers hold: y = x W + b along the last dimension.</summary>
internal static class Linear
{
    /// <summary>Adds weight and bias to the parameters and applies them.</summary>
    /// <param name="context">Graph and parameters.</param>
    /// <param name="input">x, [batch × … × inputs].</param>
    /// <param name="key">Name of the parameters: <c>dense1</c>.</param>
    /// <param name="label">What readers call them, after W and b.</param>
    /// <param name="units">Outputs.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="initialization">How weight and bias start.</param>
    public static Node Apply(LayerContext context, Node input, string key, string label, int units, bool bias, Initialization initialization)
    {
        var inputs = input.Shape.Last;
        var product = input.MatMul(context.Parameter($"{key}.weight", $"W{label}", Shape.Unbatched(inputs, units), Initializer.ForWeight(initialization, inputs, units), 1, 0));
        return bias ? product + context.Parameter($"{key}.bias", $"b{label}", Shape.Unbatched(units), Initializer.ForBias(initialization, inputs)) : product;
    }

    /// <summary>The number of its parameters, as a double: it may be more than a buffer can hold.</summary>
    public static double ParameterCount(double inputs, double units, bool bias) => units * (inputs + (bias ? 1 : 0));
}
