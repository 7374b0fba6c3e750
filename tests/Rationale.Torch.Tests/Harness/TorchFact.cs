using System.Runtime.CompilerServices;
using Rationale.Torch.Libraries;

namespace Rationale.Torch.Tests;

/// <summary>A test that needs libtorch: skipped, with the reason, on systems for which there is no package of it.</summary>
public sealed class TorchFactAttribute : FactAttribute
{
    public TorchFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = TorchLibraries.UnavailableReason;
}

/// <summary>A test over data that needs libtorch: skipped, with the reason, on systems for which there is no package of it.</summary>
public sealed class TorchTheoryAttribute : TheoryAttribute
{
    public TorchTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = TorchLibraries.UnavailableReason;
}
