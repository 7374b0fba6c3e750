using Rationale.Graph.Models;

namespace Rationale.Graph.Counterfactuals;

/// <summary>
/// The steps of a translator's training as graphs: one side of the game each, with the gradients of that side's parameters alone. Losses are least squares (Mao et al. 2017), averaged over the maps and
/// the batch; differences of images are mean absolute ones, between −1 and 1.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class TranslatorPrograms
{
    /// <summary>Input with images of the first class, or of any class of a star.</summary>
    public const string First = "first";

    /// <summary>Input with images of the second class.</summary>
    public const string Second = "second";

    /// <summary>Input with translations into the first class, between −1 and 1, or those of a star.</summary>
    public const string FakeFirst = "fakeFirst";

    /// <summary>Input with translations into the second class, between −1 and 1.</summary>
    public const string FakeSecond = "fakeSecond";

    /// <summary>Input with the class of each image of a star, as 0/1.</summary>
    public const string Source = "source";

    /// <summary>Input with the class to make of each image of a star, or the class of its translation, as 0/1.</summary>
    public const string Target = "target";

    /// <summary>Name of the term that makes translations look real, and of the discriminators' only one.</summary>
    public const string Adversarial = "adversarial";

    /// <summary>Name of the term, and of the setting of its weight, that brings images back.</summary>
    public const string Cycle = "cycle";

    /// <summary>Name of the term, and of the setting of its weight, that leaves images of the wanted class alone.</summary>
    public const string Identity = "identity";

    /// <summary>Name of the term, and of the setting of its weight, with which a classifier guides the generators.</summary>
    public const string Classifier = "classifier";

    /// <summary>The generators' side: its terms, its gradients, and the translations, which the discriminators see next.</summary>
    public static ComputationGraph Generators(TranslatorSpecification translator)
    {
        var networks = TranslatorNetworks.Build(translator);
        var (terms, fakes) = translator.Kind == TranslatorKind.Star ? StarGenerator(translator, networks) : PairGenerators(translator, networks);
        return new ComputationGraph([.. Step(networks, terms, generators: true), .. fakes]);
    }

    /// <summary>The discriminators' side: real images should give 1, translations 0. Half of the sum, as the authors have it.</summary>
    public static ComputationGraph Discriminators(TranslatorSpecification translator)
    {
        var networks = TranslatorNetworks.Build(translator);
        using var phase = networks.Builder.Enter(new Phase("Real images and translations in the discriminators' eyes"));
        var first = networks.Scale(Image(networks, translator, First));
        var fakeFirst = Image(networks, translator, FakeFirst);
        if (translator.Kind == TranslatorKind.Star)
        {
            var (source, target) = (Class(networks, translator, Source), Class(networks, translator, Target));
            var real = OfClass(networks.Judge(0, first), source);
            var fake = OfClass(networks.Judge(0, fakeFirst), target);
            return new ComputationGraph([.. Step(networks, [(Adversarial, 0.5 * (FromOne(networks, real) + FromZero(networks, fake)))], generators: false)]);
        }

        var second = networks.Scale(Image(networks, translator, Second));
        var fakeSecond = Image(networks, translator, FakeSecond);
        var ofFirst = 0.5 * (FromOne(networks, networks.Judge(0, first)) + FromZero(networks, networks.Judge(0, fakeFirst)));
        var ofSecond = 0.5 * (FromOne(networks, networks.Judge(1, second)) + FromZero(networks, networks.Judge(1, fakeSecond)));
        return new ComputationGraph([.. Step(networks, [(Adversarial, ofFirst + ofSecond)], generators: false)]);
    }

    /// <summary>Translations as pixels: of a pair into its second or first class, of a star into the class that the input names.</summary>
    /// <param name="translator">The translator.</param>
    /// <param name="generator">Which generator: 0 makes the second class of a pair and 1 the first; 0 for a star.</param>
    public static ComputationGraph Translation(TranslatorSpecification translator, int generator)
    {
        var networks = TranslatorNetworks.Build(translator);
        var image = networks.Scale(Image(networks, translator, First));
        var told = translator.Kind == TranslatorKind.Star ? networks.Tell(image, Class(networks, translator, Target)) : image;
        return new ComputationGraph([new Output("translation", OutputKind.PerExample, networks.Unscale(networks.Generate(generator, told)))]);
    }

    private static (List<(string Name, Node Value)> Terms, List<Output> Fakes) PairGenerators(TranslatorSpecification translator, TranslatorNetworks networks)
    {
        var builder = networks.Builder;
        var (first, second) = (networks.Scale(Image(networks, translator, First)).Named("A"), networks.Scale(Image(networks, translator, Second)).Named("B"));
        Node fakeFirst, fakeSecond, backFirst, backSecond;
        using (builder.Enter(new Phase("Translations into the other class, and back")))
        {
            (fakeSecond, fakeFirst) = (networks.Generate(0, first), networks.Generate(1, second));
            (backFirst, backSecond) = (networks.Generate(1, fakeSecond), networks.Generate(0, fakeFirst));
        }

        var terms = new List<(string, Node)>();
        using (builder.Enter(new Phase("Adversarial term: translations should look real")))
        {
            terms.Add((Adversarial, FromOne(networks, networks.Judge(1, fakeSecond)) + FromOne(networks, networks.Judge(0, fakeFirst))));
        }

        using (builder.Enter(new Phase("Cycle term: what comes back should be the image")))
        {
            terms.Add((Cycle, builder.Setting(Cycle, "λ₁") * (Difference(networks, backFirst, first) + Difference(networks, backSecond, second))));
        }

        using (builder.Enter(new Phase("Identity term: images of the wanted class should stay")))
        {
            terms.Add((Identity, builder.Setting(Identity, "λ₂") * (Difference(networks, networks.Generate(1, first), first) + Difference(networks, networks.Generate(0, second), second))));
        }

        if (translator.IsGuided)
        {
            using (builder.Enter(new Phase("Classifier term: translations should belong to their class")))
            {
                terms.Add((Classifier, builder.Setting(Classifier, "λ₃") * (Surprise(networks, fakeSecond, translator.Second) + Surprise(networks, fakeFirst, translator.First))));
            }
        }

        return (terms, [new Output(FakeFirst, OutputKind.PerExample, fakeFirst), new Output(FakeSecond, OutputKind.PerExample, fakeSecond)]);
    }

    private static (List<(string Name, Node Value)> Terms, List<Output> Fakes) StarGenerator(TranslatorSpecification translator, TranslatorNetworks networks)
    {
        var builder = networks.Builder;
        var image = networks.Scale(Image(networks, translator, First)).Named("X");
        var (source, target) = (Class(networks, translator, Source), Class(networks, translator, Target));
        Node fake, back;
        using (builder.Enter(new Phase("Translations into the wanted class, and back")))
        {
            fake = networks.Generate(0, networks.Tell(image, target));
            back = networks.Generate(0, networks.Tell(fake, source));
        }

        var terms = new List<(string, Node)>();
        using (builder.Enter(new Phase("Adversarial term: translations should look real")))
        {
            terms.Add((Adversarial, FromOne(networks, OfClass(networks.Judge(0, fake), target))));
        }

        using (builder.Enter(new Phase("Cycle term: what comes back should be the image")))
        {
            terms.Add((Cycle, builder.Setting(Cycle, "λ₁") * Difference(networks, back, image)));
        }

        using (builder.Enter(new Phase("Identity term: images of the wanted class should stay")))
        {
            terms.Add((Identity, builder.Setting(Identity, "λ₂") * Difference(networks, networks.Generate(0, networks.Tell(image, source)), image)));
        }

        if (translator.IsGuided)
        {
            using (builder.Enter(new Phase("Classifier term: translations should belong to their class")))
            {
                var surprise = -Mean(networks, (networks.Classify(fake) * target).SumPerExample());
                terms.Add((Classifier, builder.Setting(Classifier, "λ₃") * surprise));
            }
        }

        return (terms, [new Output(FakeFirst, OutputKind.PerExample, fake)]);
    }

    /// <summary>The terms, their sum, and the gradient of it for the parameters of one side.</summary>
    private static IEnumerable<Output> Step(TranslatorNetworks networks, IReadOnlyList<(string Name, Node Value)> terms, bool generators)
    {
        foreach (var (name, value) in terms)
        {
            yield return new Output(name, OutputKind.Total, value.Named(name));
        }

        Node loss;
        using (networks.Builder.Enter(Phase.Objective))
        {
            loss = terms.Select(term => term.Value).Aggregate((sum, term) => sum + term).Named("L");
            yield return new Output(ModelPrograms.Loss, OutputKind.Total, loss);
        }

        using (networks.Builder.Enter(Phase.OuterGradient))
        {
            foreach (var (node, place) in networks.Parameters(generators).ToList())
            {
                yield return new Output(place.Key, OutputKind.Gradient, Functions.GradientOf(loss, node, "L"), place.Offset);
            }
        }
    }

    private static Node Image(TranslatorNetworks networks, TranslatorSpecification translator, string name) => networks.Builder.Input(name, new Shape(true, translator.ImageShape)).Named(name);

    private static Node Class(TranslatorNetworks networks, TranslatorSpecification translator, string name) => networks.Builder.Input(name, Shape.PerExample(translator.Classes)).Named(name);

    /// <summary>The channel of each example's class, kept among zeros: [batch×height×width×1], or [batch×1] behind a dense layer.</summary>
    private static Node OfClass(Node judged, Node classes)
    {
        var rank = judged.Shape.Rank;
        var shape = Shape.PerExample([.. Enumerable.Repeat(1, rank - 1), classes.Shape.Last]);
        return (judged * classes.Reshape(shape).BroadcastTo(judged.Shape)).Sum(rank - 1);
    }

    private static Node FromOne(TranslatorNetworks networks, Node judged) => Mean(networks, (judged + -1).Square());

    private static Node FromZero(TranslatorNetworks networks, Node judged) => Mean(networks, judged.Square());

    private static Node Difference(TranslatorNetworks networks, Node left, Node right) => Mean(networks, (left - right).Abs());

    /// <summary>−log p of a class, averaged over the batch.</summary>
    private static Node Surprise(TranslatorNetworks networks, Node image, int index) => -Mean(networks, networks.Classify(image).Slice(0, index, 1));

    private static Node Mean(TranslatorNetworks networks, Node values) => values.Total() / ((double)values.Shape.Length * networks.Builder.BatchSize());
}
