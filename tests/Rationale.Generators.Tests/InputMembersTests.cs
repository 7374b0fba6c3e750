using System.Reflection;
using Rationale.Data;
using Rationale.Models;
using Rationale.SelfExplaining;
using Rationale.Smoothing;

namespace Rationale.Generators.Tests;

/// <summary>The members of models of several inputs, which take them one by one.</summary>
public sealed class InputMembersTests(AllModels models)
{
    private static readonly float[] Image = [.. Enumerable.Range(0, 16).Select(i => (float)Math.Sin(i))];

    private static readonly float[] Table = [0.5f, -1, 0.25f];

    private delegate Prediction PredictTwo(ReadOnlySpan<float> image, ReadOnlySpan<float> table);

    private delegate Attribution.Attribution ExplainTwo(ReadOnlySpan<float> image, ReadOnlySpan<float> table, Target? target);

    private delegate ConceptExplanation ExplainConceptsOfTwo(ReadOnlySpan<float> x, ReadOnlySpan<float> concepts);

    private delegate Certificate CertifyThree(ReadOnlySpan<float> explanation, ReadOnlySpan<float> masked, ReadOnlySpan<float> target, ReadOnlySpan<bool> flags);

    [Fact]
    public void Inputs_one_by_one_are_a_data_set_that_has_them_by_name()
    {
        using var model = models.Compiled.Create("Models.TwoInputs", 3UL);
        var data = Dataset.Unlabeled(FeatureMatrix.FromArray(Table, 3)).WithFeaturesName("table").WithInput("image", FeatureMatrix.FromArray(Image, 16));
        var predicted = Member<PredictTwo>(model, "Predict")(Image, Table);
        var explained = Member<ExplainTwo>(model, "Explain")(Image, Table, Target.ForClass(1));

        Assert.Equal(model.Predict(data).Outputs(0).ToArray(), predicted.Outputs);
        Assert.Equal(model.Predict([.. Image, .. Table]).Outputs, predicted.Outputs);
        var expected = model.Explain(data, Target.ForClass(1))[0];
        Assert.Equal(["image", "table"], explained.InputNames);
        foreach (var input in explained.InputNames)
        {
            Assert.Equal(expected.ForInput(input).Values.ToArray(), explained.ForInput(input).Values.ToArray());
            Assert.NotEqual(0, explained.ForInput(input).Top(1)[0].Value);
        }

        var parameters = Member<ExplainTwo>(model, "Explain").Method.GetParameters();
        Assert.Equal(["image", "table", "target"], parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void An_input_of_another_width_is_refused_by_its_name()
    {
        using var model = models.Compiled.Create("Models.TwoInputs", 3UL);
        var predict = Member<PredictTwo>(model, "Predict");

        Assert.Equal("The input 'image' has 3 values for an example, but 'TwoInputs' takes [4, 4, 1]: 16.", Assert.Throws<ArgumentException>(() => predict(Table, Image)).Message);
        Assert.Equal("The input 'table' has 4 values for an example, but 'TwoInputs' takes [3]: 3.", Assert.Throws<ArgumentException>(() => predict(Image, [1, 2, 3, 4])).Message);
        Assert.Equal(3, predict(Image, Table).Outputs.Count);
    }

    [Fact]
    public void The_first_input_is_given_raw_where_the_model_preprocesses_it()
    {
        using var model = models.Compiled.Create("Models.TwoInputs", 3UL);
        var raw = FeatureMatrix.FromArray([.. Image, .. Image.Select(value => 2 * value)], 16);
        model.Preprocessing = Preprocessing.Create().Standardize().Fit(Dataset.Unlabeled(raw));
        var data = Dataset.Unlabeled(raw).WithFeaturesName("image").WithInput("table", FeatureMatrix.Repeat(Table, 2));

        Assert.Equal(model.Predict(data).Outputs(0).ToArray(), Member<PredictTwo>(model, "Predict")(Image, Table).Outputs);
        Assert.Equal(
            "The input 'image' has 3 raw values for an example, but the preprocessing of 'TwoInputs' takes 16.",
            Assert.Throws<ArgumentException>(() => Member<PredictTwo>(model, "Predict")(Table, Table)).Message);
    }

    [Fact]
    public void Concepts_and_certificates_take_inputs_one_by_one_too()
    {
        using var explaining = models.Compiled.Create("Models.SelfExplainingInputs", 3UL);
        using var smoothed = models.Compiled.Create("Models.SmoothedInputs", 3UL);
        float[] eight = [.. Image.Take(8)];
        bool[] explanation = [true, false, true, false];

        var concepts = Member<ExplainConceptsOfTwo>(explaining, "ExplainConcepts")([1, 2], Table);
        var expectedConcepts = ConceptExplanations.Compute(explaining, FeatureMatrix.FromArray([1, 2, .. Table], 5))[0];
        Assert.Equal(expectedConcepts.ToString(), concepts.ToString());
        Assert.Equal(expectedConcepts.Prediction.Outputs, concepts.Prediction.Outputs);

        var certify = Member<CertifyThree>(smoothed, "Certify");
        Assert.Equal(["explanationInput", "class", "target", "explanation"], certify.Method.GetParameters().Select(parameter => parameter.Name));
        var certificate = certify(Table, eight, [1], explanation);
        var expected = new SmoothedModel(smoothed, smoothed.Specification.Smoothing!).Certify([.. Table, .. eight, 1], explanation);
        Assert.Equal((expected.IncrementalRadius, expected.DecrementalRadius), (certificate.IncrementalRadius, certificate.DecrementalRadius));
    }

    private static T Member<T>(IModel model, string name)
        where T : Delegate
    {
        Type[] parameters = [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)];
        return model.GetType().GetMethod(name, BindingFlags.Public | BindingFlags.Instance, parameters)!.CreateDelegate<T>(model);
    }
}
