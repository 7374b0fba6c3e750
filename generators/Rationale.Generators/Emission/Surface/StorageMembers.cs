namespace Rationale.Generators.Emission.Surface;

/// <summary>Drawing parameters anew, saving, loading, and giving memory back.</summary>
internal static class StorageMembers
{
    /// <summary>The parameters through which a caller follows the work, or ends it.</summary>
    public static string Following(TypeNames names) => $"{names["IProgress"]}<double>? progress = null, {names["CancellationToken"]} cancellationToken = default";

    /// <summary>Writes the members.</summary>
    public static void Write(IndentedWriter writer, TypeNames names) => writer.Lines(
        $$"""
        /// <summary>Draws all parameters anew.</summary>
        /// <param name="seed">The same seed gives the same parameters on every machine.</param>
        {{ModelFile.Mark(names)}}
        public void Initialize(ulong seed) => _runtime.Initialize(seed);

        /// <summary>Saves the parameters and a manifest as safetensors, whole or not at all.</summary>
        /// <param name="path">The file; an old one is replaced.</param>
        /// <param name="progress">Told the share that is written.</param>
        /// <param name="cancellationToken">Ends the writing; an old file stays as it was.</param>
        /// <exception cref="global::System.IO.IOException">The file cannot be written; an old one stays as it was.</exception>
        {{ModelFile.Mark(names)}}
        public void Save(string path, {{Following(names)}}) =>
            _runtime.Save(path, progress, cancellationToken);

        /// <summary>Loads parameters that a model of the same architecture saved.</summary>
        /// <param name="path">A file of parameters or a checkpoint.</param>
        /// <param name="progress">Told the share that is read.</param>
        /// <param name="cancellationToken">Ends the reading; the model stays as it was.</param>
        /// <exception cref="global::System.IO.IOException">The file cannot be read.</exception>
        {{ModelFile.Mark(names)}}
        public void Load(string path, {{Following(names)}}) =>
            _runtime.Load(path, progress, cancellationToken);

        /// <summary>Gives the memory back that the model holds.</summary>
        {{ModelFile.Mark(names)}}
        public void Dispose() => _runtime.Dispose();

        """);
}
