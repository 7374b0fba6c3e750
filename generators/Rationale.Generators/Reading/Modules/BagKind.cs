namespace Rationale.Generators.Reading.Modules;

/// <summary>What a lookup of TorchSharp's makes of the vectors of an example.</summary>
internal enum BagKind
{
    /// <summary>It gives them.</summary>
    None,

    /// <summary>Their sum: <c>EmbeddingBag</c> of that mode.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    Mean,
}
