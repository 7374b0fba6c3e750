namespace Rationale.Generators.Emission.Surface;

/// <summary>Drawing parameters anew, saving, loading, and giving memory back.</summary>
internal static class StorageMembers
{
    /// <summary>Writes the members.</summary>
    public static void Write(IndentedWriter writer, TypeNames names) => writer.Lines(
        $$"""
        /// <summary>Draws all parameters anew.</summary>
        /// <param name="seed">The same seed gives the same parameters on every machine.</param>
        {{ModelFile.Mark(names)}}
        public void Initialize(ulong seed) => _runtime.Initialize(seed);

        /// <summary>Saves the parameters and a manifest as safetensors, whole or not at all.</summary>
        /// <param name="path">The file; an old one is replaced.</param>
        /// <exception cref="global::System.IO.IOException">The file cannot be written; an old one stays as it was.</exception>
        {{ModelFile.Mark(names)}}
        public void Save(string path) => _runtime.Save(path);

        /// <summary>Loads parameters that a model of the same architecture saved.</summary>
        /// <param name="path">A file of parameters or a checkpoint.</param>
        /// <exception cref="global::System.IO.IOException">The file cannot be read.</exception>
        {{ModelFile.Mark(names)}}
        public void Load(string path) => _runtime.Load(path);

        /// <summary>Gives the memory back that the model holds.</summary>
        {{ModelFile.Mark(names)}}
        public void Dispose() => _runtime.Dispose();

        """);
}
