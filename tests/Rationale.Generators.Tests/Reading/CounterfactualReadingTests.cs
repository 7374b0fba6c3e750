using Rationale.Generators.Reading;
using Rationale.Graph.Models;

namespace Rationale.Generators.Tests.Reading;

/// <summary>Every property of [Counterfactual] arrives in the translator.</summary>
public sealed class CounterfactualReadingTests
{
    private static readonly Dictionary<string, (string Text, Func<TranslatorDeclaration, object> Value, object Expected)> Settings = new()
    {
        [nameof(CounterfactualAttribute.First)] = ("", translator => translator.Specification.First, 2),
        [nameof(CounterfactualAttribute.Second)] = ("", translator => translator.Specification.Second, 1),
        [nameof(CounterfactualAttribute.Name)] = ("\"Own\"", translator => translator.Name, "Own"),
        [nameof(CounterfactualAttribute.Minimum)] = ("-1", translator => translator.Specification.Minimum, -1.0),
        [nameof(CounterfactualAttribute.Maximum)] = ("2", translator => translator.Specification.Maximum, 2.0),
        [nameof(CounterfactualAttribute.CycleWeight)] = ("3", translator => translator.Specification.Weights.Cycle, 3.0),
        [nameof(CounterfactualAttribute.IdentityWeight)] = ("0.25", translator => translator.Specification.Weights.Identity, 0.25),
        [nameof(CounterfactualAttribute.ClassifierWeight)] = ("0.5", translator => translator.Specification.Weights.Classifier, 0.5),
        [nameof(CounterfactualAttribute.Epochs)] = ("7", translator => translator.Specification.Training.Epochs, 7),
        [nameof(CounterfactualAttribute.DecayEpochs)] = ("6", translator => translator.Specification.Training.DecayEpochs, 6),
        [nameof(CounterfactualAttribute.BatchSize)] = ("5", translator => translator.Specification.Training.BatchSize, 5),
        [nameof(CounterfactualAttribute.LearningRate)] = ("0.01", translator => translator.Specification.Training.LearningRate, 0.01),
        [nameof(CounterfactualAttribute.PoolSize)] = ("4", translator => translator.Specification.Training.PoolSize, 4),
    };

    [Fact]
    public void Every_property_is_looked_at() => Assert.Equal(
        typeof(CounterfactualAttribute).GetProperties().Where(property => property.DeclaringType != typeof(Attribute)).Select(property => property.Name).Order(), Settings.Keys.Order());

    [Fact]
    public void What_is_set_arrives()
    {
        var translator = Read($"Counterfactual(2, 1, {string.Join(", ", Settings.Where(setting => setting.Value.Text.Length > 0).Select(setting => $"{setting.Key} = {setting.Value.Text}"))})");
        Assert.All(Settings, setting => Assert.Equal(setting.Value.Expected, setting.Value.Value(translator)));
        Assert.Equal((TranslatorKind.Pair, "M Own"), (translator.Specification.Kind, translator.Specification.Name));
    }

    [Fact]
    public void What_is_not_set_has_the_default_of_the_attribute()
    {
        var (translator, defaults) = (Read("Counterfactual(0, 1)"), new CounterfactualAttribute());
        foreach (var (name, setting) in Settings.Where(setting => setting.Value.Text.Length > 0))
        {
            Assert.Equal(typeof(CounterfactualAttribute).GetProperty(name)!.GetValue(defaults), setting.Value(translator));
        }
    }

    [Fact]
    public void Without_classes_it_is_a_star_for_all()
    {
        var translator = Read("Counterfactual").Specification;
        Assert.Equal((TranslatorKind.Star, 3), (translator.Kind, translator.Classes));
        Assert.Equal(3, translator.Discriminator.Aggregate(translator.ImageShape, (shape, layer) => layer.OutputShape(shape))[2]);
    }

    [Fact]
    public void A_model_without_it_has_no_translator() => Assert.Empty(ReadSource.Model("M", "[Classifier(3)] [Input(8, 8, 1)] [Flatten] [Dense(3)] public partial class M;").Translators);

    [Fact]
    public void Each_has_the_networks_of_its_name_or_those_for_all()
    {
        var translators = ReadSource.Model("M", """
            [Classifier(3)] [Input(8, 8, 1)] [Flatten] [Dense(3)]
            [Counterfactual(0, 1)] [Counterfactual(1, 2, Name = "Second", Maximum = 255)] [Counterfactual(Name = "Star")]
            public partial class M
            {
                [TranslatorGenerator] [Conv(1, 3, Padding = 1)] [Tanh] private static class Usual;
                [TranslatorGenerator(Translator = "Second")] [Conv(1, 5, Padding = 2)] [Tanh] private static class Own;
                [TranslatorDiscriminator(Translator = "Star")] [Conv(3, 3)] private static class Judge;
            }
            """).Translators;
        Assert.Equal(["Translator", "Second", "Star"], translators.Select(translator => translator.Name));
        Assert.Equal(["M 0-1", "M Second", "M Star"], translators.Select(translator => translator.Specification.Name));
        Assert.Equal([3, 5, 3], translators.Select(translator => Assert.IsType<ConvLayer>(translator.Specification.Generator[0]).Window.Height));
        Assert.Equal([1.0, 255, 1], translators.Select(translator => translator.Specification.Maximum));
        Assert.Single(translators[2].Specification.Discriminator);
        Assert.True(translators[0].Specification.Discriminator.Count > 1);
    }

    private static TranslatorDeclaration Read(string attribute) =>
        Assert.Single(ReadSource.Model("M", $"[Classifier(3)] [Input(8, 8, 1)] [Flatten] [Dense(3)] [{attribute}] public partial class M;").Translators);
}
