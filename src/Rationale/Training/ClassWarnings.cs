using Rationale.Data;
using Rationale.Graph.Models;

namespace Rationale.Training;

/// <summary>Looks for classes of a model without a training example.</summary>
internal static class ClassWarnings
{
    /// <summary>The warning; null where every class has an example, and for regressors.</summary>
    /// <param name="model">The model as it is trained.</param>
    /// <param name="train">All of its data.</param>
    /// <param name="always">Examples that every batch begins with.</param>
    public static TrainingWarning? Find(ModelSpecification model, Dataset train, Dataset? always)
    {
        if (model.Task is not ClassifierTask classifier || train.Labels.IsEmpty)
        {
            return null;
        }

        var known = new bool[Math.Max(2, classifier.Classes)];
        foreach (var data in new[] { train, always })
        {
            foreach (var label in data is null ? [] : data.Labels.Span)
            {
                known[label] = true;
            }
        }

        var present = known.Count(isKnown => isKnown);
        return present == known.Length ? null
            : present == 1 ? OneClass(model, train)
            : Missing(model, train, known, present);
    }

    private static TrainingWarning OneClass(ModelSpecification model, Dataset train)
    {
        var only = train.Labels.Span[0];
        return new TrainingWarning(
            TrainingWarningKind.OneClass,
            $"All {train.Count} training examples are of class {only}{DatasetNames.After(train.ClassNames, only)}, so that '{model.Name}' learns to answer nothing else; give it examples of every class.");
    }

    private static TrainingWarning Missing(ModelSpecification model, Dataset train, bool[] known, int present)
    {
        var missing = Enumerable.Range(0, known.Length).Where(label => !known[label]).Select(label => $"{label}{DatasetNames.After(train.ClassNames, label)}").ToList();
        var (classes, them, number) = (missing.Count == 1 ? "class" : "the classes", missing.Count == 1 ? "it" : "them", known.AsSpan(0, present).Contains(false) ? "number the others from 0 and " : "");
        return new TrainingWarning(
            TrainingWarningKind.MissingClasses,
            $"'{model.Name}' has {known.Length} classes, but the training data have no example of {classes} {Excerpt.Shorten(missing)}, so that it learns never to answer {them}; add examples of {them}, or {number}declare [Classifier({present})].");
    }
}
