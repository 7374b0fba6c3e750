using Microsoft.CodeAnalysis;
using Rationale.Graph;

namespace Rationale.Generators.Reading.Modules;

/// <summary>A tensor that a module of TorchSharp registers, as a layer holds it.</summary>
/// <param name="Name">Its name in the module: <c>weight</c>.</param>
/// <param name="Shape">The shape under which it is viewed.</param>
/// <param name="Order">Which of these dimensions each dimension of the layer's parameter is.</param>
/// <param name="Trained">Whether it is a parameter; false for a buffer.</param>
internal sealed record TensorParameter(string Name, EquatableArray<int> Shape, EquatableArray<int> Order, bool Trained = true)
{
    /// <summary>The token id whose vector no training moves; null where all of them move.</summary>
    public int? PaddingIndex { get; init; }

    /// <summary>A vector.</summary>
    public static TensorParameter Vector(string name, int length, bool trained = true) => new(name, EquatableArray.Create(length), EquatableArray.Create(0), trained);
}

/// <summary>One call of a module that may be called only once: it has parameters, or draws random numbers.</summary>
/// <param name="Module">The module.</param>
/// <param name="At">Where it is called.</param>
internal sealed record LayerCall(LayerModule Module, SyntaxNode At);
