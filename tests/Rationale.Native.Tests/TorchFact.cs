using System.Runtime.CompilerServices;

namespace Rationale.Native.Tests;

/// <summary>A test that needs libtorch: skipped, with the reason, where there is none.</summary>
public sealed class TorchFactAttribute : FactAttribute
{
    public TorchFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (LibTorch.WhyNot is { } reason)
            Skip = reason;
    }
}

/// <summary>A test over data that needs libtorch: skipped, with the reason, where there is none.</summary>
public sealed class TorchTheoryAttribute : TheoryAttribute
{
    public TorchTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (LibTorch.WhyNot is { } reason)
            Skip = reason;
    }
}
