using Rationale.Attribution;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;

namespace Rationale.Tests.Inputs;

/// <summary>What does not fit is refused in one sentence, and what the sentence advises works.</summary>
public sealed class InputErrorTests
{
    private static readonly Dataset Data = TwoInputs.Data(9);

    private static readonly ModelSpecification Specification = TwoInputs.ImageAndTable(TwoInputs.Explanation());

    public static TheoryData<ModelSpecification, string> Specifications => new()
    {
        { Specification with { Inputs = default }, "'Patient' has no input, but a model needs at least one; give it a ModelInput." },
        { Named("image", "image"), "'Patient' has several inputs named 'image'; give them names of their own." },
        { Named("the image", "table"), "An input of 'Patient' is named 'the image', but names of inputs are letters, digits and underscores, and begin with a letter." },
        { Named("image", "targets"), "An input of 'Patient' is named 'targets', which data sets and programs call something else; give it another name." },
        { Named("image", "exampleWeights"), "An input of 'Patient' is named 'exampleWeights', which data sets and programs call something else; give it another name." },
        { Specification with { Inputs = EquatableArray.Create(Specification.Inputs[0], new ModelInput("table", EquatableArray.Create(0))) }, "The input shape 'table' of 'Patient' is [0], but it needs at least one extent and none below 1." },
        { TwoInputs.ImageAndTable(TwoInputs.Explanation("text")), "The term 'explanation' of 'Patient' is for the input 'text', but the model has 'image' and 'table'; name one of those." },
        { TwoInputs.SelfExplaining(TwoInputs.Robustness("c")), "The term 'robustness' of 'Patient' is for the input 'c', but the model has 'a' and 'b'; name one of those." },
        {
            TwoInputs.SelfExplaining(new ReconstructionPenalty(1)) with { Inputs = EquatableArray.Create(new ModelInput("a", EquatableArray.Create(4), EquatableArray.Create<Layer>(new TanhLayer())), new ModelInput("b", EquatableArray.Create(1))) },
            "'Patient' has a ReconstructionPenalty, but what is decoded would be compared with what the layers of the input 'a' have made of it; move those into the encoder and the relevance network."
        },
        {
            Specification with { Smoothing = MaskSmoothing.Create(EquatableArray.Create(4, 4, 1), 0.25, 4) with { Input = "text" } },
            "The smoothing of 'Patient' masks the input 'text', but the model has 'image' and 'table'; name one of those."
        },
        {
            Specification with { Smoothing = MaskSmoothing.Create(EquatableArray.Create(4, 4, 1), 0.25, 4) with { Input = "table" } },
            "The smoothing of 'Patient' has 16 seeds, but its 3 groups need one each, from 0 to 3; make them with MaskSeeds.Draw."
        },
    };

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Specifications_that_contradict_themselves_are_refused(ModelSpecification specification, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Model.Interpret(specification)).Message);

    [Fact]
    public void Inputs_that_cannot_stand_side_by_side_are_refused()
    {
        var flat = Specification.Inputs[0] with { Layers = EquatableArray.Create<Layer>(new FlattenLayer()) };
        var apart = Specification with { Inputs = EquatableArray.Create(flat with { Layers = default }, Specification.Inputs[1]) };
        Assert.Equal(
            "the inputs of 'Patient' give 4×4×1 and 4 (of 'table'), which cannot stand side by side along the last axis; end the layers of each input with [Flatten]",
            Assert.Throws<ShapeException>(() => Model.Interpret(apart)).Message);
        using var model = Model.Interpret(apart with { Inputs = EquatableArray.Create(flat, Specification.Inputs[1]) });
        Assert.True(model.Evaluate(Data).Losses["explanation"] > 0);
    }

    [Fact]
    public void Data_that_lack_an_input_are_refused()
    {
        using var model = Model.Interpret(Specification);
        Refused("'Patient' takes the inputs 'image' and 'table', but the data have no 'table' for each example beside 'image'; add it with Dataset.WithInput, or name the features with Dataset.WithFeaturesName.",
            () => model.Evaluate(Data.WithInput("table", null)));
        Refused("'Patient' takes the inputs 'image' and 'table', but the data have no 'table' for each example beside 'image'; add it with Dataset.WithInput, or name the features with Dataset.WithFeaturesName.",
            () => model.Evaluate(Data.WithInput("table", null).WithSharedInput("table", FeatureMatrix.Repeat([1, 2, 3], 1))));
        Refused("The input 'table' has 2 values for an example, but 'Patient' takes [3]: 3.", () => model.Predict(Data.WithInput("table", FeatureMatrix.Repeat([1, 2], 9))));
        const string Alone = "'Patient' takes the inputs 'image' and 'table', 19 values an example side by side, but 16 features alone were given; give a Dataset that has them by their names (Dataset.WithInput), or its rows by Dataset.SideBySide.";
        Refused(Alone, () => model.Predict(Data.Features));
        Refused(Alone, () => model.Explain(Data.Features.Row(0)));
        Refused("'Patient' takes the inputs 'image' and 'table', but the data have no 'table' for each example beside 'image'; add it with Dataset.WithInput, or name the features with Dataset.WithFeaturesName.",
            () => model.Attribute(Data.WithInput("table", null), new Saliency()));
        Assert.Equal(9, model.Explain(Data).Count);
        Assert.Equal(9, model.Predict(Data.SideBySide(Specification)).Count);
    }

    [Fact]
    public void What_is_about_one_input_is_refused_of_several()
    {
        using var model = Model.Interpret(Specification);
        Refused("A window of Occlusion slides over one input, but 'Patient' takes the inputs 'image' and 'table'; leave out each feature by itself, or Groups.",
            () => model.Attribute(Data, new Occlusion { Window = [2] }));
        Assert.Equal(9, model.Attribute(Data, new Occlusion()).Count);
        Refused("Grad-CAM shows places of one image, but 'Patient' takes the inputs 'image' and 'table'; use another method.", () => model.Attribute(Data, new GradCam()));
        using var reader = Model.Interpret(TwoInputs.TextAndTable());
        var texts = Dataset.Unlabeled(FeatureMatrix.Repeat([1, 2, 3, 4], 9)).WithFeaturesName("text").WithInput("table", FeatureMatrix.Repeat([1, 2, 3], 9));
        Refused("The method 'saliency' takes the inputs of 'Patient' as rows of numbers, but 'text' is token ids; use Explain, which gives the gradients of all inputs.", () => reader.Attribute(texts, new Saliency()));
        Assert.Equal(["table", "text"], reader.Explain(texts).InputNames);
    }

    [Fact]
    public void A_single_input_has_a_name_too()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)) with { Inputs = EquatableArray.Create(new ModelInput("flower", EquatableArray.Create(4))) });
        var data = Small.Blobs(6);
        Refused("'Small' takes the input 'flower', but the data have 'features'; rename them with Dataset.WithFeaturesName(\"flower\").", () => model.Evaluate(data));
        Assert.Equal(6, model.Predict(data.WithFeaturesName("flower")).Count);
        Assert.Equal(model.Predict(data.Features).Outputs(2).ToArray(), model.Predict(data.WithFeaturesName("flower")).Outputs(2).ToArray());
        Assert.Equal("flower", model.Explain(data.Features.Row(0)).InputName);
    }

    [Fact]
    public void Names_and_masks_that_data_do_not_have_are_refused()
    {
        Refused("An annotation mask was given for the input 'text', but the data have no such values for each example; add them first, with Dataset.WithInput.",
            () => Data.WithAnnotationMask("text", Data.Features));
        Refused("The annotation mask is 16 values wide, but the values of 'table' are 3; a mask has one value per feature.", () => Data.WithAnnotationMask("table", Data.Features));
        Refused("An input is named 'annotations.table', which is what data sets call their own annotations; give it another name.", () => Data.WithInput("annotations.table", Data.Features));
        Refused("An input is named 'image', which is what data sets call their own image; give it another name.", () => Data.WithInput("image", Data.Features));
        Refused("The features were to be named 'table', which is the name of another input of these data; remove that first, with WithInput(\"table\", null).", () => Data.WithFeaturesName("table"));
        Assert.Equal("table", Data.WithInput("table", null).WithFeaturesName("table").FeaturesName);
        Refused("Some of the datasets call their features 'image' and others 'features', but a concatenation needs one name; give it with WithFeaturesName.",
            () => Dataset.Concat(Data, Data.WithFeaturesName("features")));
        Assert.Null(Data.WithInput("table", null).Find("annotations.table"));
    }

    [Fact]
    public void Masks_go_with_their_examples()
    {
        var (marked, plain) = (Data.Take(2), Data.Skip(2).WithAnnotationMask("table", null));
        var all = Dataset.Concat(plain, marked);
        Assert.Equal([0, 0, 0], all.Find("annotations.table")!.Row(6));
        Assert.Equal([1, 0, 0], all.Find("annotations.table")!.Row(7));
        Assert.Equal([1, 0, 0], all.Select([8, 0]).Find("annotations.table")!.Row(0));
        Assert.Equal(["annotations.table", "table"], all.InputNames);
    }

    private static ModelSpecification Named(string first, string second) =>
        Specification with { Inputs = EquatableArray.Create(Specification.Inputs[0] with { Name = first }, Specification.Inputs[1] with { Name = second }) };

    private static void Refused(string message, Func<object> use) => Assert.Equal(message, Assert.Throws<ArgumentException>(use).Message);
}
