using Rationale.Graph.Lowering;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes kernel calls of one target as C#.</summary>
internal interface ICallPrinter
{
    /// <summary>Writes a call, after the declarations of the variables that it is the first to use.</summary>
    void Write(KernelCall call);
}
