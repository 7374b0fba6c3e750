using Microsoft.CodeAnalysis;

namespace Rationale.Analyzers;

/// <summary>Base of the analyzers of code over the runtime.</summary>
/// <param name="descriptors">The rules.</param>
public abstract class RuntimeAnalyzer(params DiagnosticDescriptor[] descriptors) : LibraryAnalyzer("Rationale.IModel", descriptors);
