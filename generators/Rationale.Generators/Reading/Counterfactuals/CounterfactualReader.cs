using Rationale.Graph;
using Rationale.Graph.Counterfactuals;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads each [Counterfactual] and the nested classes that carry a translator's own networks.</summary>
internal static class CounterfactualReader
{
    private static readonly CounterfactualAttribute Defaults = new();

    /// <summary>The translators of a model; without those that cannot be, after reporting why.</summary>
    public static EquatableArray<TranslatorDeclaration> Read(ModelAttributes attributes, ModelSpecification? model, ReadingContext context)
    {
        TranslatorNames.Check(attributes.Translators, context);
        return new([.. attributes.Translators.Select(attribute => Read(attribute, model, context) is { } translator ? new TranslatorDeclaration(TranslatorNames.In(attribute), translator) : null).OfType<TranslatorDeclaration>()]);
    }

    private static TranslatorSpecification? Read(AttributeUse attribute, ModelSpecification? model, ReadingContext context)
    {
        var (weights, training) = (Weights(attribute, context), Training(attribute, context));
        if (model is null)
        {
            return null;
        }

        if (model.Task is not ClassifierTask)
        {
            context.Problems.Block(RuleIds.CounterfactualRegressor, attribute.Location, context.ModelName);
            return null;
        }

        if (model.Inputs.Count != 1 || model.InputShape.Count != 3 || model.IsTokenIds(model.Inputs[0]))
        {
            context.Problems.Block(RuleIds.CounterfactualWithoutImages, attribute.Location, context.ModelName);
            return null;
        }

        var (minimum, maximum) = (attribute.Value(nameof(Defaults.Minimum), Defaults.Minimum), attribute.Value(nameof(Defaults.Maximum), Defaults.Maximum));
        if (!(minimum < maximum) || double.IsInfinity(minimum) || double.IsInfinity(maximum))
        {
            NotInRange(attribute, nameof(Defaults.Maximum), $"pixels from {ReadingContext.Text(minimum)} to {ReadingContext.Text(maximum)}", "the first number must be the smaller and both finite", context);
            return null;
        }

        return context.Problems.Blocked ? null : Translator(attribute, model, context) is { } translator
            ? Checked(translator with { Minimum = minimum, Maximum = maximum, Weights = weights, Training = training }, attribute, context)
            : null;
    }

    private static TranslatorSpecification? Translator(AttributeUse attribute, ModelSpecification model, ReadingContext context)
    {
        var (first, second) = (attribute.Value("first", -1), attribute.Value("second", -1));
        var classes = Math.Max(2, model.Task.Outputs);
        var isStar = first == -1 && second == -1 && !attribute.Gives("first");
        if (!isStar && (first == second || first < 0 || second < 0 || first >= classes || second >= classes))
        {
            context.Problems.Block(RuleIds.CounterfactualClassesDoNotFit, attribute.Location, context.ModelName, ReadingContext.Text(first), ReadingContext.Text(second), ReadingContext.Text(classes - 1));
            return null;
        }

        var usual = isStar ? TranslatorSpecification.ForAll(model, 0, 1) : TranslatorSpecification.ForPair(model, first, second, 0, 1);
        var name = TranslatorNames.In(attribute);
        var (generator, discriminator) = (Network(nameof(TranslatorGeneratorAttribute), name, attribute, context), Network(nameof(TranslatorDiscriminatorAttribute), name, attribute, context));
        return usual with
        {
            Name = name == Defaults.Name ? usual.Name : $"{model.Name} {name}",
            Generator = generator.Count > 0 ? generator : usual.Generator,
            Discriminator = discriminator.Count > 0 ? discriminator : usual.Discriminator,
        };
    }

    /// <summary>The layers of the nested class for one translator; otherwise of the one for all.</summary>
    private static EquatableArray<Layer> Network(string mark, string name, AttributeUse attribute, ReadingContext context)
    {
        var own = context.Blocks.Part(mark, attribute, context, use => TranslatorNames.Named(use) == name);
        return own.Count > 0 ? own : context.Blocks.Part(mark, attribute, context, use => TranslatorNames.Named(use) is null);
    }

    private static TranslatorSpecification? Checked(TranslatorSpecification translator, AttributeUse attribute, ReadingContext context)
    {
        if (context.Problems.Blocked || translator.Problem() is not { } problem)
        {
            return translator;
        }

        context.Problems.Block(RuleIds.TranslatorNetworksDoNotFit, attribute.Location, problem);
        return null;
    }

    private static TranslatorWeights Weights(AttributeUse attribute, ReadingContext context) => new(
        context.Weight(attribute, nameof(Defaults.CycleWeight), Defaults.CycleWeight),
        context.Weight(attribute, nameof(Defaults.IdentityWeight), Defaults.IdentityWeight),
        context.Weight(attribute, nameof(Defaults.ClassifierWeight), Defaults.ClassifierWeight));

    private static TranslatorTrainingDefaults Training(AttributeUse attribute, ReadingContext context)
    {
        var rate = attribute.Value(nameof(Defaults.LearningRate), Defaults.LearningRate);
        if (!(rate > 0) || double.IsInfinity(rate))
        {
            NotInRange(attribute, nameof(Defaults.LearningRate), $"the learning rate {ReadingContext.Text(rate)}", "it must be finite and above 0", context);
        }

        foreach (var name in new[] { nameof(Defaults.DecayEpochs), nameof(Defaults.PoolSize) })
        {
            context.CountOrZero(attribute, name);
        }

        return new TranslatorTrainingDefaults(
            context.Count(attribute, nameof(Defaults.Epochs), Defaults.Epochs),
            attribute.Value(nameof(Defaults.DecayEpochs), Defaults.DecayEpochs),
            context.Count(attribute, nameof(Defaults.BatchSize), Defaults.BatchSize),
            rate,
            attribute.Value(nameof(Defaults.PoolSize), Defaults.PoolSize));
    }

    private static void NotInRange(AttributeUse attribute, string property, string found, string expected, ReadingContext context) =>
        context.Problems.Block(RuleIds.TranslatorSettingOutOfRange, attribute.LocationOf(property), context.ModelName, found, expected);
}
