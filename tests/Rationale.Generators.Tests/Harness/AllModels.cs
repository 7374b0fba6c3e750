[assembly: AssemblyFixture(typeof(Rationale.Generators.Tests.AllModels))]

namespace Rationale.Generators.Tests;

/// <summary>Every shape in one assembly, compiled once for all tests that run models: the compiler takes longer to start than to compile. The project knows the torch target.</summary>
public sealed class AllModels : IDisposable
{
    internal CompiledModels Compiled { get; } = CompiledModels.Create([.. Shapes.Models.Values, Shapes.Types["OwnConstructor"], TorchProgramTests.Target]);

    public void Dispose() => Compiled.Dispose();
}
