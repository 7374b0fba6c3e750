using System.Numerics.Tensors;
using Rationale.Attribution;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.Smoothing;

/// <summary>What must hold before anything is certified. Each failure is one sentence.</summary>
internal static class SmoothingChecks
{
    /// <summary>Checks the masks against a model, as analyzers do for declared ones.</summary>
    /// <returns>The group of each feature of the input that is masked.</returns>
    public static int[] Run(ModelSpecification model, MaskSmoothing smoothing)
    {
        if (model.Task is not ClassifierTask)
        {
            throw new ArgumentException($"'{model.Name}' is a regressor, but certificates are about classes; smooth a classifier.");
        }

        return Run(model.Name, Input(model, smoothing).Shape, smoothing);
    }

    /// <summary>The input that masks are of.</summary>
    /// <exception cref="ArgumentException">The smoothing names none of the model's.</exception>
    public static ModelInput Input(ModelSpecification model, MaskSmoothing smoothing) => smoothing.Input is null
        ? model.Inputs[0]
        : model.Inputs.FirstOrDefault(input => input.Name == smoothing.Input)
            ?? throw new ArgumentException($"The smoothing of '{model.Name}' masks the input '{smoothing.Input}', but the model has {string.Join(" and ", model.Inputs.Select(input => $"'{input.Name}'"))}; name one of those.");

    /// <summary>Checks the masks against examples of a shape.</summary>
    /// <returns>The group of each feature.</returns>
    public static int[] Run(string name, EquatableArray<int> inputShape, MaskSmoothing smoothing)
    {
        if (SmoothingRanges.Faults(smoothing).FirstOrDefault() is { } fault)
        {
            throw new ArgumentException(FormattableString.Invariant($"{fault.Property} of the smoothing of '{name}' is {fault.Value}, but it must be {fault.Expected}."));
        }

        var groups = Groups(name, inputShape, smoothing);
        return smoothing.FeatureReplacements is not { Count: > 0 } row || (row.Count == groups.Length && row.All(float.IsFinite))
            ? groups
            : throw new ArgumentException($"The feature replacements of '{name}' are {row.Count} values, but must be {groups.Length}, all of them finite: one for each feature.");
    }

    /// <summary>One raw example as the model takes it.</summary>
    public static FeatureMatrix Example(ModelRuntime model, ReadOnlySpan<float> x)
    {
        var row = model.Prepare(x);
        DataChecks.Width(model.Specification, row.Width);
        DatasetChecks.Features(row);
        return row;
    }

    /// <summary>Examples, raw or preprocessed, as the model takes them.</summary>
    public static FeatureMatrix Examples(ModelRuntime model, FeatureMatrix features)
    {
        var made = model.Prepare(features);
        DataChecks.Features(model.Specification, made);
        DatasetChecks.Features(made);
        return made;
    }

    /// <summary>Votes go to the most probable class, so that a certificate would not be one of another decision.</summary>
    public static void Decision(ModelRuntime model)
    {
        if (model.Decision != DecisionRule.MostProbable)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"'{model.Specification.Name}' decides at a threshold of {model.Decision.Threshold}, but votes and certificates are of its most probable class; set DecisionThreshold to 0.5."));
        }
    }

    public static FeatureMatrix Mask(SmoothedModel model, ReadOnlySpan<bool> mask)
    {
        RequireWidth(model, mask.Length);
        var flags = new byte[mask.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            flags[i] = mask[i] ? (byte)1 : (byte)0;
        }

        return FeatureMatrix.FromBytes(flags, mask.Length);
    }

    public static void Masks(SmoothedModel model, FeatureMatrix? masks, int examples)
    {
        if (masks is null)
        {
            return;
        }

        RequireWidth(model, masks.Width);
        if (masks.Count != examples)
        {
            throw new ArgumentException($"There are {masks.Count} masks for {examples} examples; give one for each.");
        }

        var flags = new float[masks.Width];
        for (var example = 0; example < examples; example++)
        {
            masks.CopyRows(example, 1, flags);
            if (flags.FirstOrDefault(flag => flag is not (0 or 1), 0) is var odd and not 0)
            {
                throw new ArgumentException(FormattableString.Invariant($"The mask of example {example} holds {odd}, but a mask holds 0 and 1; binarize scores with TopFraction."));
            }
        }
    }

    public static void AlwaysOn(SmoothedModel model, FeatureMatrix explanations, FeatureMatrix? alwaysOn, int examples)
    {
        if (alwaysOn is null)
        {
            return;
        }

        Masks(model, alwaysOn, examples);
        var (outer, inner) = (new float[explanations.Width], new float[explanations.Width]);
        for (var example = 0; example < examples; example++)
        {
            explanations.CopyRows(example, 1, outer);
            alwaysOn.CopyRows(example, 1, inner);
            for (var group = 0; group < inner.Length; group++)
            {
                if (inner[group] > outer[group])
                {
                    throw new ArgumentException($"Group {group} of example {example} is always on, but not in the explanation; what is always on must be a part of it.");
                }
            }
        }
    }

    public static void Order(SmoothedModel model, IReadOnlyList<int> ranking)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        if (ranking.Count != model.Groups || ranking.Distinct().Count() != model.Groups || ranking.Any(group => group < 0 || group >= model.Groups))
        {
            throw new ArgumentException($"The ranking has {ranking.Count} entries, but it must name each of the {model.Groups} groups once, the most important first.");
        }
    }

    public static void Versions(MaskClassifier model, int width, int flags, int versions)
    {
        if (width != model.Width || flags != (long)versions * model.Groups)
        {
            throw new ArgumentException($"An example of {width} values with {flags} flags for {versions} versions was given, but examples have {model.Width} values and a version {model.Groups} flags.");
        }
    }

    /// <summary>Checks what a statement about soft stability rests on, whether or not the number of samples is given.</summary>
    public static void Stability(SoftStabilityOptions options)
    {
        _ = SampleSize.Within(options.Error, options.Risk);
        AttributionChecks.Require("SoftStabilityOptions.Samples", options.Samples);
    }

    public static void Radius(int radius, ReadOnlySpan<bool> explanation)
    {
        var free = explanation.Count(false);
        if (radius > free)
        {
            throw new ArgumentException($"The radius is {radius}, but only {free} of {explanation.Length} groups are outside the explanation; take a radius of at most {free}.", nameof(radius));
        }
    }

    /// <summary>A vote of outputs that are not numbers would be one for the first class.</summary>
    /// <exception cref="InvalidOperationException">An output is not finite.</exception>
    public static void Outputs(string model, ReadOnlySpan<float> outputs)
    {
        if (!TensorPrimitives.IsFiniteAll(outputs))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"'{model}' gives the outputs [{string.Join(", ", outputs.ToArray())}], of which nothing can be certified; its parameters have values that are not finite or too large: train it again with a smaller learning rate, or load other weights."));
        }
    }

    public static void Finite(ReadOnlySpan<float> x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            if (!float.IsFinite(x[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"Value {i} of the example is {x[i]}, but every value must be a finite number."), nameof(x));
            }
        }
    }

    private static void RequireWidth(SmoothedModel model, int width)
    {
        if (width != model.Groups)
        {
            throw new ArgumentException(
                $"The mask has {width} flags, but the model has {model.Groups} groups of {model.FeatureGroups.Features} features; give one flag for each group, for example with Attributions.ByGroup(model.FeatureGroups).");
        }
    }

    private static int[] Groups(string name, EquatableArray<int> inputShape, MaskSmoothing smoothing)
    {
        int[] groups;
        try
        {
            groups = [.. smoothing.Groups.GroupOf(inputShape)];
        }
        catch (ShapeException exception)
        {
            throw new ArgumentException($"The groups of '{name}' do not fit: {exception.Message}.", exception);
        }

        var count = groups.Max() + 1;
        return smoothing.Seeds.Count == count && smoothing.Seeds.All(seed => seed >= 0 && seed < smoothing.Quantization)
            ? groups
            : throw new ArgumentException($"The smoothing of '{name}' has {smoothing.Seeds.Count} seeds, but its {count} groups need one each, from 0 to {smoothing.Quantization - 1}; make them with MaskSeeds.Draw.");
    }
}
