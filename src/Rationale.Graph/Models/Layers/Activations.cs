namespace Rationale.Graph.Models;

/// <summary>max(x, 0).</summary>
public sealed record Relu : Layer
{
    /// <inheritdoc/>
    public override string Name => "Relu";
}

/// <summary>x above zero, slope · x below.</summary>
/// <param name="Slope">Slope below zero.</param>
public sealed record LeakyRelu(double Slope) : Layer
{
    /// <inheritdoc/>
    public override string Name => "LeakyRelu";
}

/// <summary>x above zero, alpha · (eˣ − 1) below.</summary>
/// <param name="Alpha">Scale of the negative part.</param>
public sealed record Elu(double Alpha) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Elu";
}

/// <summary>x · Φ(x).</summary>
public sealed record Gelu : Layer
{
    /// <inheritdoc/>
    public override string Name => "Gelu";
}

/// <summary>x · σ(x).</summary>
public sealed record Silu : Layer
{
    /// <inheritdoc/>
    public override string Name => "Silu";
}

/// <summary>Hyperbolic tangent.</summary>
public sealed record Tanh : Layer
{
    /// <inheritdoc/>
    public override string Name => "Tanh";
}

/// <summary>Logistic function.</summary>
public sealed record Sigmoid : Layer
{
    /// <inheritdoc/>
    public override string Name => "Sigmoid";
}

/// <summary>log(1 + eˣ).</summary>
public sealed record Softplus : Layer
{
    /// <inheritdoc/>
    public override string Name => "Softplus";
}
