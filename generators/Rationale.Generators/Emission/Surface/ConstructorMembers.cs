namespace Rationale.Generators.Emission.Surface;

/// <summary>The constructors of a model whose author wrote none.</summary>
internal static class ConstructorMembers
{
    /// <summary>Writes both constructors.</summary>
    public static void Write(IndentedWriter writer, TypeNames names, string type) => writer.Lines(
        $$"""
        /// <summary>Makes a model with freshly drawn parameters, the same each time.</summary>
        {{ModelFile.Mark(names)}}
        public {{type}}()
        {
        }

        /// <summary>Makes a model with freshly drawn parameters.</summary>
        /// <param name="seed">What they are drawn from: the same seed gives the same parameters on every machine.</param>
        {{ModelFile.Mark(names)}}
        public {{type}}(ulong seed)
            : this() => _runtime.Initialize(seed);

        """);
}
