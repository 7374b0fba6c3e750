using Rationale.Generators.Emission;
using Rationale.Generators.Emission.Kernels;
using Rationale.Generators.Tests.Reading;
using Rationale.Graph.Models;
using Rationale.Tests.Objectives;

namespace Rationale.Generators.Tests;

/// <summary>Generated programs of a model with a term that no attribute declares: own parameters, and a value for the whole data set.</summary>
public sealed class ObjectiveProgramTests
{
    private const string Source = "namespace Models; internal partial class M;";

    [Fact]
    public void Programs_agree_with_the_interpreter_bit_for_bit()
    {
        var declaration = ReadSource.Model("Models.M", "namespace Models; [Rationale.Classifier(3)] [Rationale.Input(4)] [Rationale.Dense(6)] [Rationale.Tanh] [Rationale.Dense(3)] internal partial class M;");
        var model = declaration.Specification.With(new MetaPrior(0.3));
        var files = ModelProgramFiles.Write(new EmissionInput(declaration with { Specification = model }, default), TestContext.Current.CancellationToken).Select(file => file.Text).ToArray();
        Assert.Contains(files, text => text.Contains("SharedInputs = [new SharedInputLayout(\"meta\", ", StringComparison.Ordinal) && text.Contains("// ── Prior", StringComparison.Ordinal));

        using var compiled = CompiledModels.From([.. files, Source]);
        Assert.Empty(ProgramComparison.Differences(compiled.Program("Models.M", "Training"), ModelPrograms.Training(model), model, seed: 4));
        Assert.Empty(ProgramComparison.Differences(compiled.Program("Models.M", "Evaluation"), ModelPrograms.Evaluation(model), model, seed: 4));
    }
}
