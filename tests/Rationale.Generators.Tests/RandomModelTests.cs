using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Rationale.Generators.Tests;

/// <summary>A hundred random models, others in each run: what is generated for each compiles, and gives the bits of the interpreter.</summary>
public sealed class RandomModelTests(ITestOutputHelper output)
{
    private const int Compilations = 2;
    private const int ModelsEach = 50;

    /// <summary>Set this variable to a number that a failure printed to see the same models again.</summary>
    private const string SeedVariable = "RATIONALE_TEST_SEED";

    [Fact]
    public void Random_models_compile_and_give_the_bits_of_the_interpreter()
    {
        var seed = Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } text
            ? ulong.Parse(text, CultureInfo.InvariantCulture)
            : (ulong)Random.Shared.NextInt64();
        output.WriteLine($"{SeedVariable}={seed}");
        var attributes = RandomModels.Attributes.Sample(Compilations * ModelsEach, new Rnd(seed), 10);
        Assert.Equal(Compilations * ModelsEach, attributes.Length);
        for (var compilation = 0; compilation < Compilations; compilation++)
        {
            Check(attributes.AsSpan(compilation * ModelsEach, ModelsEach).ToArray(), seed);
        }
    }

    private static void Check(string[] attributes, ulong seed)
    {
        // One compilation for many models: the compiler takes longer to start than to compile one.
        using var models = CompiledModels.Create([.. attributes.Select((text, index) =>
            $"using Rationale;\nnamespace Random;\n/// <summary>A model.</summary>\n{text}\npublic sealed partial class M{index};"), $"using Rationale;\nnamespace Random;\n{RandomModels.Blocks}"]);
        for (var index = 0; index < attributes.Length; index++)
        {
            using var model = models.Create("Random.M" + index);
            var differences = ProgramComparison.Differences(models, "Random.M" + index, model.Specification, index);
            Assert.True(differences.Count == 0, $"{SeedVariable}={seed}: {attributes[index]}: {string.Join(" ", differences)}");
        }
    }
}
