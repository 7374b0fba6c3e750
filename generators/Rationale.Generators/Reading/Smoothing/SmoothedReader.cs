using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Smoothed], and draws the seeds that become constants of the model.</summary>
internal static class SmoothedReader
{
    /// <summary>Reads every choice; null where no smoothing can be made of them.</summary>
    public static MaskSmoothing? Read(AttributeUse attribute, ModelTask? task, EquatableArray<int> inputShape, ReadingContext context)
    {
        var defaults = new SmoothedAttribute(0);
        var quantization = attribute.Value(nameof(defaults.Quantization), defaults.Quantization);
        var keep = attribute.Value("keep", 0.0);
        CheckTask(attribute, task, context);
        CheckMasks(attribute, keep, quantization, context);
        var replacement = Replacement(attribute, context);
        var output = context.Choice(attribute, nameof(defaults.Output), defaults.Output);
        var given = context.Choice(attribute, nameof(defaults.Base), defaults.Base);
        var training = context.Choice(attribute, nameof(defaults.Training), defaults.Training);
        var groups = Groups(attribute, context);
        if (groups is null || !IsUsable(inputShape) || quantization < 1 || Count(attribute, groups, inputShape, context) is not { } count)
        {
            return null;
        }

        var seeds = MaskSeeds.Draw(attribute.Value(nameof(defaults.Seed), defaults.Seed), count, quantization);
        return new MaskSmoothing(keep, quantization, seeds, groups, replacement, output, given, training);
    }

    /// <summary>Whether rows of this shape exist; what is wrong with one is said by the rules of [Input] and of sizes.</summary>
    private static bool IsUsable(EquatableArray<int> inputShape) =>
        inputShape.Count > 0 && inputShape.All(extent => extent > 0) && inputShape.Aggregate(1.0, (product, extent) => product * extent) <= int.MaxValue;

    private static void CheckTask(AttributeUse attribute, ModelTask? task, ReadingContext context)
    {
        if (task is not null and not ClassifierTask)
        {
            context.Problems.Block(RuleIds.SmoothedRegressor, attribute.Location, context.ModelName);
        }
    }

    private static void CheckMasks(AttributeUse attribute, double keep, int quantization, ReadingContext context)
    {
        if (quantization is < MaskSmoothing.MinQuantization or > MaskSmoothing.MaxQuantization)
        {
            context.Problems.Block(
                RuleIds.QuantizationOutOfRange,
                attribute.LocationOf(nameof(SmoothedAttribute.Quantization)),
                context.ModelName,
                ReadingContext.Text(quantization),
                ReadingContext.Text(MaskSmoothing.MinQuantization),
                ReadingContext.Text(MaskSmoothing.MaxQuantization));
        }
        else if (!MaskSmoothing.IsMultiple(keep, quantization))
        {
            var (below, above) = MaskSmoothing.Nearest(keep, quantization);
            context.Problems.BlockFixable(
                RuleIds.KeepNotMultiple,
                attribute.LocationOf("keep"),
                ProblemProperties.Keep,
                ReadingContext.Text(keep - below < above - keep ? below : above),
                context.ModelName,
                ReadingContext.Text(keep),
                ReadingContext.Text(quantization),
                below == above ? ReadingContext.Text(below) : $"{ReadingContext.Text(below)} or {ReadingContext.Text(above)}");
        }
        else if (keep > 0.5)
        {
            context.Problems.Advise(RuleIds.KeepAboveHalf, attribute.LocationOf("keep"), context.ModelName, ReadingContext.Text(keep));
        }
    }

    private static double Replacement(AttributeUse attribute, ReadingContext context)
    {
        var replacement = attribute.Value(nameof(SmoothedAttribute.Replacement), 0.0);
        if (double.IsNaN(replacement) || double.IsInfinity((float)replacement))
        {
            context.Problems.Block(RuleIds.ReplacementNotFinite, attribute.LocationOf(nameof(SmoothedAttribute.Replacement)), context.ModelName, ReadingContext.Text(replacement));
        }

        return replacement;
    }

    private static Grouping? Groups(AttributeUse attribute, ReadingContext context)
    {
        var (patch, listed) = (attribute.Value(nameof(SmoothedAttribute.Patch), 0), attribute.Values(nameof(SmoothedAttribute.Groups)));
        if (patch != 0 && listed.Length > 0)
        {
            DoNotFit(attribute, nameof(SmoothedAttribute.Groups), "Patch and Groups are both set, and one of them is enough", context);
            return null;
        }

        return patch != 0 ? new Patches(patch, patch) : listed.Length > 0 ? new ListedGroups(new EquatableArray<int>(listed)) : new SingleFeatures();
    }

    private static int? Count(AttributeUse attribute, Grouping groups, EquatableArray<int> inputShape, ReadingContext context)
    {
        var property = groups is Patches ? nameof(SmoothedAttribute.Patch) : nameof(SmoothedAttribute.Groups);
        try
        {
            var count = groups.Count(inputShape);
            if (count <= MaskSmoothing.MaxGroups)
            {
                return count;
            }

            DoNotFit(attribute, property, $"there are {count} of them, but a declared model has at most {MaskSmoothing.MaxGroups}, because the seed of each stands in its code; set a larger Patch, or Groups", context);
        }
        catch (ShapeException exception)
        {
            DoNotFit(attribute, property, exception.Message, context);
        }

        return null;
    }

    private static void DoNotFit(AttributeUse attribute, string property, string reason, ReadingContext context) =>
        context.Problems.Block(RuleIds.GroupsDoNotFit, attribute.LocationOf(property), context.ModelName, reason);
}
