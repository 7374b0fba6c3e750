using Rationale.Generators.Emission.Surface;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Tests.Reading;

/// <summary>Inputs with names: which layers are theirs, and where their names arrive.</summary>
public sealed class InputReadingTests
{
    [Fact]
    public void Layers_belong_to_the_input_before_them_and_behind_the_join_to_the_model()
    {
        var model = ReadSource.Model(
            "M",
            "[Classifier(2)] [Input(4, 4, 1, Name = \"image\"), Conv(2, 3), Relu, Flatten] [Input(3, Name = \"table\")] [Input(2, Name = \"more\"), Dense(4)] [Join, Dense(5), Relu, Dense(2)] public partial class M;").Specification;

        Assert.Equal([("image", 16), ("table", 3), ("more", 2)], model.Inputs.Select(input => (input.Name, input.Width)));
        Assert.Equal([["Conv", "Relu", "Flatten"], [], ["Dense"]], model.Inputs.Select(input => input.Layers.Select(layer => layer.Name)));
        Assert.Equal(["Dense", "Relu", "Dense"], model.Layers.Select(layer => layer.Name));
        Assert.Equal(EquatableArray.Create(8 + 3 + 4), model.JoinedShape);
        Assert.Equal(
            "image: 4×4×1 → Conv 2×2×2 → Relu → Flatten 8\ntable: 3\nmore: 2 → Dense 4\nside by side: 15 → Dense 5 → Relu → Dense 2 (124 parameters)",
            ArchitectureDocumentation.Format(model));
    }

    [Fact]
    public void The_only_input_may_have_a_name()
    {
        var model = ReadSource.Model("M", "[Classifier(2)] [Input(4, Name = \"flower\")] [Dense(2)] public partial class M;").Specification;

        Assert.Equal(EquatableArray.Create(new ModelInput("flower", EquatableArray.Create(4))), model.Inputs);
        Assert.Equal(ReadSource.Model("M", "[Classifier(2)] [Input(4)] [Dense(2)] public partial class M;").Specification, ReadSource.Model("M", "[Classifier(2)] [Input(4, Name = \"features\")] [Dense(2)] public partial class M;").Specification);
    }

    [Fact]
    public void Names_of_inputs_arrive_in_what_is_about_them()
    {
        const string Inputs = "[Classifier(2)] [Input(4, Name = \"a\")] [Input(3, Name = \"b\")] [Join]";
        var constrained = ReadSource.Model("M", Inputs + " [Dense(2)] [ExplainConstraint(OnInputs = [\"b\"])] [Smoothed(0.25, Input = \"b\")] public partial class M;").Specification;
        var explaining = ReadSource.Model("M", Inputs + " [SelfExplaining(3, OnInputs = [\"a\", \"b\"], ReconstructionWeight = 0)] public partial class M;").Specification;

        Assert.Equal(EquatableArray.Create("b"), constrained.Find<ExplanationPenalty>()!.OnInputs);
        Assert.Equal(("b", 3), (constrained.Smoothing!.Input, constrained.Smoothing.Seeds.Count));
        Assert.Equal(EquatableArray.Create("a", "b"), explaining.Find<RobustnessPenalty>()!.OnInputs);
    }
}
