using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Smoothed], and draws the seeds that become constants of the model.</summary>
internal static class SmoothedReader
{
    /// <summary>Reads every choice; null where no smoothing can be made of them.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="task">The task; null where none could be read.</param>
    /// <param name="inputs">The inputs of the model.</param>
    /// <param name="context">Where problems go.</param>
    /// <param name="channelsFirst">Whether images are [channels, height, width], as in TorchSharp.</param>
    public static MaskSmoothing? Read(AttributeUse attribute, ModelTask? task, EquatableArray<ModelInput> inputs, ReadingContext context, bool channelsFirst = false)
    {
        var defaults = new SmoothedAttribute(0);
        var quantization = attribute.Value(nameof(defaults.Quantization), defaults.Quantization);
        var keep = attribute.Value("keep", 0.0);
        CheckTask(attribute, task, context);
        var replacement = attribute.Value(nameof(SmoothedAttribute.Replacement), 0.0);
        var output = context.Choice(attribute, nameof(defaults.Output), defaults.Output);
        var given = context.Choice(attribute, nameof(defaults.Base), defaults.Base);
        var training = context.Choice(attribute, nameof(defaults.Training), defaults.Training);
        var groups = Groups(attribute, channelsFirst, context);
        CheckRanges(attribute, new MaskSmoothing(keep, quantization, default, groups ?? new SingleFeatures(), replacement, output, given, training), context);
        var input = attribute.Value<string?>(nameof(SmoothedAttribute.Input), null);
        if (inputs.FirstOrDefault(candidate => input is null || candidate.Name == input) is not { Shape: var inputShape })
        {
            DoNotFit(attribute, nameof(SmoothedAttribute.Input), $"Input is '{input}', but the model has {string.Join(" and ", inputs.Select(known => $"'{known.Name}'"))}; name one of those", context);
            return null;
        }

        if (groups is null || !IsUsable(inputShape) || quantization < 1 || Count(attribute, groups, inputShape, context) is not { } count)
        {
            return null;
        }

        var seeds = MaskSeeds.Draw(attribute.Value(nameof(defaults.Seed), defaults.Seed), count, quantization);
        return new MaskSmoothing(keep, quantization, seeds, groups, replacement, output, given, training) { Input = input };
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

    private static void CheckRanges(AttributeUse attribute, MaskSmoothing smoothing, ReadingContext context)
    {
        var faults = SmoothingRanges.Faults(smoothing).ToList();
        foreach (var fault in faults)
        {
            Report(attribute, smoothing, fault, context);
        }

        if (faults.Count == 0 && smoothing is { Training: MaskedTraining.None, Keep: < 1 })
        {
            context.Problems.Advise(RuleIds.TrainedWithoutMasks, attribute.LocationOf(nameof(SmoothedAttribute.Training)), context.ModelName, ReadingContext.Text(smoothing.Keep));
        }

        if (faults.Count == 0 && smoothing.Keep > 0.5)
        {
            context.Problems.Advise(RuleIds.KeepAboveHalf, attribute.LocationOf("keep"), context.ModelName, ReadingContext.Text(smoothing.Keep));
        }
    }

    private static void Report(AttributeUse attribute, MaskSmoothing smoothing, RangeFault fault, ReadingContext context)
    {
        switch (fault.Property)
        {
            case nameof(MaskSmoothing.Quantization):
                context.Problems.Block(
                    RuleIds.QuantizationOutOfRange,
                    attribute.LocationOf(fault.Property),
                    context.ModelName,
                    ReadingContext.Text(fault.Value),
                    ReadingContext.Text(MaskSmoothing.MinQuantization),
                    ReadingContext.Text(MaskSmoothing.MaxQuantization));
                break;
            case nameof(MaskSmoothing.Keep):
                var (below, above) = MaskSmoothing.Nearest(smoothing.Keep, smoothing.Quantization);
                context.Problems.BlockFixable(
                    RuleIds.KeepNotMultiple,
                    attribute.LocationOf("keep"),
                    ProblemProperties.Keep,
                    ReadingContext.Text(smoothing.Keep - below < above - smoothing.Keep ? below : above),
                    context.ModelName,
                    ReadingContext.Text(smoothing.Keep),
                    ReadingContext.Text(smoothing.Quantization),
                    below == above ? ReadingContext.Text(below) : $"{ReadingContext.Text(below)} or {ReadingContext.Text(above)}");
                break;
            case nameof(MaskSmoothing.Replacement):
                context.Problems.Block(RuleIds.ReplacementNotFinite, attribute.LocationOf(fault.Property), context.ModelName, ReadingContext.Text(fault.Value));
                break;
            default:
                throw new NotSupportedException($"There is no rule for the range of '{fault.Property}'.");
        }
    }

    private static Grouping? Groups(AttributeUse attribute, bool channelsFirst, ReadingContext context)
    {
        var (patch, listed) = (attribute.Value(nameof(SmoothedAttribute.Patch), 0), attribute.Values(nameof(SmoothedAttribute.Groups)));
        if (patch != 0 && listed.Length > 0)
        {
            DoNotFit(attribute, nameof(SmoothedAttribute.Groups), "Patch and Groups are both set, and one of them is enough", context);
            return null;
        }

        return patch != 0 ? new Patches(patch, patch, channelsFirst) : listed.Length > 0 ? new ListedGroups(new EquatableArray<int>(listed)) : new SingleFeatures();
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
