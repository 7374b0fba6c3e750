using FsCheck;
using FsCheck.Fluent;
using Rationale.Tests.Execution;

namespace Rationale.Generators.Tests;

/// <summary>A hundred random models: what is generated for each compiles, and gives the bits of the interpreter.</summary>
public sealed class RandomModelTests
{
    private const int Models = 100;

    [Fact]
    public void Random_models_compile_and_give_the_bits_of_the_interpreter()
    {
        var attributes = RandomModels.Attributes.Sample(Models, new Rnd(RandomTests.Seed), 10);
        Assert.Equal(Models, attributes.Length);

        // One compilation for many models: the compiler takes longer to start than to compile one.
        using var models = CompiledModels.Create([.. attributes.Select((text, index) =>
            $"using Rationale;\nnamespace Random;\n/// <summary>A model.</summary>\n{text}\npublic sealed partial class M{index};"), $"using Rationale;\nnamespace Random;\n{RandomModels.Blocks}"]);
        for (var index = 0; index < attributes.Length; index++)
        {
            using var model = models.Create("Random.M" + index);
            var differences = ProgramComparison.Differences(models, "Random.M" + index, model.Specification, index);
            Assert.True(differences.Count == 0, $"{RandomTests.SeedVariable}={RandomTests.Seed}: {attributes[index]}: {string.Join(" ", differences)}");
        }
    }
}
