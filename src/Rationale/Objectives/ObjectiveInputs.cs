using System.Numerics;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Training;

namespace Rationale.Objectives;

/// <summary>What data sets give to the terms of an objective, by name.</summary>
internal static class ObjectiveInputs
{
    /// <summary>Refuses data that lack what a term cannot do without, or have it in another size.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="isLeftOut">Whether a term is not computed, so that its inputs do not matter.</param>
    /// <param name="train">The training data where they are others.</param>
    /// <param name="owner">What the message calls the data.</param>
    /// <exception cref="ArgumentException">The data do not fit; the message names the input and the term.</exception>
    public static void Check(ModelSpecification model, Dataset data, Func<ObjectiveTerm, bool> isLeftOut, Dataset? train = null, string owner = "The data")
    {
        foreach (var term in model.Objectives.Where(term => !isLeftOut(term)))
        {
            Background.Check(model, term, Background.For(data, train));
            foreach (var input in term.Inputs(model).Where(input => input.Draw is null))
            {
                Check(model, data, owner, term, input);
            }
        }
    }

    /// <summary>Refuses a training whose data lack what a term cannot do without, or have it in another size.</summary>
    /// <param name="plan">The training.</param>
    /// <param name="train">Its data, or their first block.</param>
    /// <param name="isLeftOut">Whether a term is not computed.</param>
    public static void CheckAll(TrainingPlan plan, Dataset train, Func<ObjectiveTerm, bool> isLeftOut)
    {
        Check(plan.Model, train, isLeftOut, train);
        if (plan.Options.AlwaysInclude is { } always)
        {
            Check(plan.Model, always, isLeftOut, train, "The data of AlwaysInclude");
        }

        if (plan.Options.Validation is { } validation)
        {
            Check(plan.Model, validation, isLeftOut, train, "The validation data");
        }
    }

    /// <summary>Why a training needs an input, and how to give it or to do without.</summary>
    public static string Refusal(ModelSpecification model, ObjectiveTerm term, string input, string owner = "The data")
    {
        var zero = string.Join(" and ", term.Coefficients.Select(coefficient => $"Coefficients[\"{coefficient.Key}\"]"));
        return $"{owner} have no '{input}', which the term '{term.Name}' of '{model.Name}' reads; add it with {CallFor(model, input, batched: true)}"
            + $"{(zero.Length == 0 ? "" : $", set {zero} to 0 in the options to train without the term")}, or set {nameof(TrainingOptions.AllowMissingInputs)} to leave it out.";
    }

    /// <summary>The call that gives data an input.</summary>
    public static string CallFor(ModelSpecification model, string input, bool batched) => input switch
    {
        AttributionPrior.MetaFeaturesInput => $"Dataset.{nameof(Dataset.WithMetaFeatures)}",
        GraphAttributionPenalty.Laplacian => $"Dataset.{nameof(Dataset.WithFeatureGraph)}",
        ExampleWeights.Input => $"Dataset.{nameof(Dataset.WithExampleWeights)}",
        ExplanationPenalty.Mask => $"Dataset.{nameof(Dataset.WithAnnotationMask)}",
        _ when model.Inputs.FirstOrDefault(known => known.Mask == input) is { } masked => $"Dataset.{nameof(Dataset.WithAnnotationMask)}(\"{masked.Name}\", …)",
        _ => $"Dataset.{(batched ? nameof(Dataset.WithInput) : nameof(Dataset.WithSharedInput))}(\"{input}\", …)",
    };

    /// <summary>Gives an executor the values that are the same for all batches; zeros where the data lack them.</summary>
    public static void Load<T>(IStepExecutor<T> executor, ProgramLayout layout, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var input in layout.SharedInputs)
        {
            executor.Load(input.Name, data.Find(input.Name) is { } values ? [.. values.ToArray().Select(T.CreateChecked)] : ReadOnlySpan<T>.Empty);
        }
    }

    private static void Check(ModelSpecification model, Dataset data, string owner, ObjectiveTerm term, ObjectiveInput input)
    {
        var add = CallFor(model, input.Name, input.Shape.Batched);
        if (data.Find(input.Name) is not { } values)
        {
            if (input.Missing == MissingInput.Error)
            {
                throw new ArgumentException($"{owner} have no '{input.Name}', which the term '{term.Name}' of '{model.Name}' reads; add it with {add}.");
            }

            return;
        }

        var isShared = data.Inputs.TryGetValue(input.Name, out var given) && given.Shared;
        if (isShared == input.Shape.Batched)
        {
            throw new ArgumentException($"{owner} have '{input.Name}' {(isShared ? "once" : "for each example")}, but the term '{term.Name}' of '{model.Name}' reads it {(isShared ? "for each example" : "once")}; add it with {add}.");
        }

        var elements = isShared ? (long)values.Count * values.Width : values.Width;
        if (elements != input.Shape.Length)
        {
            throw new ArgumentException($"{owner} have '{input.Name}' with {elements} elements{(isShared ? "" : " an example")}, but the term '{term.Name}' of '{model.Name}' reads {input.Shape}: {input.Shape.Length}.");
        }
    }
}
