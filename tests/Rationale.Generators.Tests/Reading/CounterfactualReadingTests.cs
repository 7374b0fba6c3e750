using Rationale.Graph.Counterfactuals;

namespace Rationale.Generators.Tests.Reading;

/// <summary>Every property of [Counterfactual] arrives in the translator.</summary>
public sealed class CounterfactualReadingTests
{
    private static readonly Dictionary<string, (string Text, Func<TranslatorSpecification, object> Value, object Expected)> Settings = new()
    {
        [nameof(CounterfactualAttribute.First)] = ("", translator => translator.First, 2),
        [nameof(CounterfactualAttribute.Second)] = ("", translator => translator.Second, 1),
        [nameof(CounterfactualAttribute.Minimum)] = ("-1", translator => translator.Minimum, -1.0),
        [nameof(CounterfactualAttribute.Maximum)] = ("2", translator => translator.Maximum, 2.0),
        [nameof(CounterfactualAttribute.CycleWeight)] = ("3", translator => translator.Weights.Cycle, 3.0),
        [nameof(CounterfactualAttribute.IdentityWeight)] = ("0.25", translator => translator.Weights.Identity, 0.25),
        [nameof(CounterfactualAttribute.ClassifierWeight)] = ("0.5", translator => translator.Weights.Classifier, 0.5),
        [nameof(CounterfactualAttribute.Epochs)] = ("7", translator => translator.Training.Epochs, 7),
        [nameof(CounterfactualAttribute.DecayEpochs)] = ("6", translator => translator.Training.DecayEpochs, 6),
        [nameof(CounterfactualAttribute.BatchSize)] = ("5", translator => translator.Training.BatchSize, 5),
        [nameof(CounterfactualAttribute.LearningRate)] = ("0.01", translator => translator.Training.LearningRate, 0.01),
        [nameof(CounterfactualAttribute.PoolSize)] = ("4", translator => translator.Training.PoolSize, 4),
    };

    [Fact]
    public void Every_property_is_looked_at() => Assert.Equal(
        typeof(CounterfactualAttribute).GetProperties().Where(property => property.DeclaringType != typeof(Attribute)).Select(property => property.Name).Order(), Settings.Keys.Order());

    [Fact]
    public void What_is_set_arrives()
    {
        var translator = Read($"Counterfactual(2, 1, {string.Join(", ", Settings.Where(setting => setting.Value.Text.Length > 0).Select(setting => $"{setting.Key} = {setting.Value.Text}"))})");
        Assert.All(Settings, setting => Assert.Equal(setting.Value.Expected, setting.Value.Value(translator)));
        Assert.Equal(TranslatorKind.Pair, translator.Kind);
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
        var translator = Read("Counterfactual");
        Assert.Equal((TranslatorKind.Star, 3), (translator.Kind, translator.Classes));
        Assert.Equal(3, translator.Discriminator.Aggregate(translator.ImageShape, (shape, layer) => layer.OutputShape(shape))[2]);
    }

    [Fact]
    public void A_model_without_it_has_no_translator() => Assert.Null(ReadSource.Model("M", "[Classifier(3)] [Input(8, 8, 1)] [Flatten] [Dense(3)] public partial class M;").Translator);

    private static TranslatorSpecification Read(string attribute) => ReadSource.Model("M", $"[Classifier(3)] [Input(8, 8, 1)] [Flatten] [Dense(3)] [{attribute}] public partial class M;").Translator!;
}
