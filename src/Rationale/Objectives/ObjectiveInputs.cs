using System.Numerics;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Objectives;

/// <summary>What data sets give to the terms of an objective, by name.</summary>
internal static class ObjectiveInputs
{
    /// <summary>Refuses data that lack what a term cannot do without, or have it in another size.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="isLeftOut">Whether a term is not computed, so that its inputs do not matter.</param>
    /// <param name="train">The training data where they are others.</param>
    /// <exception cref="ArgumentException">The data do not fit; the message names the input and the term.</exception>
    public static void Check(ModelSpecification model, Dataset data, Func<ObjectiveTerm, bool> isLeftOut, Dataset? train = null)
    {
        foreach (var term in model.Objectives.Where(term => !isLeftOut(term)))
        {
            Background.Check(model, term, Background.For(data, train));
            foreach (var input in term.Inputs(model).Where(input => input.Draw is null))
            {
                Check(model, data, term, input);
            }
        }
    }

    /// <summary>Gives an executor the values that are the same for all batches; zeros where the data lack them.</summary>
    public static void Load<T>(IStepExecutor<T> executor, ProgramLayout layout, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var input in layout.SharedInputs)
        {
            executor.Load(input.Name, data.Find(input.Name) is { } values ? [.. values.ToArray().Select(T.CreateChecked)] : ReadOnlySpan<T>.Empty);
        }
    }

    /// <summary>The columns of matrices that are constant where they should vary.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Data that fit it.</param>
    /// <param name="isLeftOut">Whether a term is not computed.</param>
    public static IEnumerable<(ObjectiveTerm Term, string Input, int Column, float Value)> Constant(ModelSpecification model, Dataset data, Func<ObjectiveTerm, bool> isLeftOut)
    {
        foreach (var term in model.Objectives.Where(term => !isLeftOut(term)))
        {
            foreach (var input in term.Inputs(model).Where(input => input.ShouldVary))
            {
                var values = data.Find(input.Name)!.ToArray();
                var width = input.Shape.Last;
                for (var column = 0; column < width; column++)
                {
                    if (Enumerable.Range(0, values.Length / width).All(row => values[(row * width) + column] == values[column]))
                    {
                        yield return (term, input.Name, column, values[column]);
                    }
                }
            }
        }
    }

    private static void Check(ModelSpecification model, Dataset data, ObjectiveTerm term, ObjectiveInput input)
    {
        var add = input.Shape.Batched ? nameof(Dataset.WithInput) : nameof(Dataset.WithSharedInput);
        if (data.Find(input.Name) is not { } values)
        {
            if (input.Missing == MissingInput.Error)
            {
                throw new ArgumentException($"The data have no '{input.Name}', which the term '{term.Name}' of '{model.Name}' reads; add it with Dataset.{add}.");
            }

            return;
        }

        var isShared = data.Inputs.TryGetValue(input.Name, out var given) && given.Shared;
        if (isShared == input.Shape.Batched)
        {
            throw new ArgumentException($"The data have '{input.Name}' {(isShared ? "once" : "for each example")}, but the term '{term.Name}' of '{model.Name}' reads it {(isShared ? "for each example" : "once")}; add it with Dataset.{add}.");
        }

        var elements = isShared ? (long)values.Count * values.Width : values.Width;
        if (elements != input.Shape.Length)
        {
            throw new ArgumentException($"The data's '{input.Name}' has {elements} elements{(isShared ? "" : " an example")}, but the term '{term.Name}' of '{model.Name}' reads {input.Shape}: {input.Shape.Length}.");
        }
    }
}
