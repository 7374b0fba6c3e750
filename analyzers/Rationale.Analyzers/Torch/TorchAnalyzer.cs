using Microsoft.CodeAnalysis;

namespace Rationale.Analyzers;

/// <summary>Base of the analyzers of code over TorchSharp.</summary>
/// <param name="descriptors">The rules.</param>
public abstract class TorchAnalyzer(params DiagnosticDescriptor[] descriptors) : LibraryAnalyzer("TorchSharp.torch", descriptors);
