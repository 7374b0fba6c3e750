namespace Rationale.Attribution;

/// <summary>Whether what is explained has the number that the target asks for. Each failure is one sentence.</summary>
internal static class TargetChecks
{
    /// <summary>Whether there is such a number.</summary>
    /// <param name="name">The model's or the function's name.</param>
    /// <param name="classes">How many classes it knows, or a regressor's outputs.</param>
    /// <param name="isClassifier">Whether it has classes.</param>
    /// <param name="isModel">Whether a model is explained, which alone has sums over all classes.</param>
    /// <param name="target">What is to be explained.</param>
    /// <exception cref="ArgumentException">There is none; the message says why.</exception>
    public static void Run(string name, int classes, bool isClassifier, bool isModel, Target target)
    {
        if (!Enum.IsDefined(target.Output) || !Enum.IsDefined(target.Class))
        {
            throw new ArgumentException(
                $"The attribution target is the {target}, which does not exist; use one of {string.Join(", ", Enum.GetNames<TargetOutput>())} of one of {string.Join(", ", Enum.GetNames<TargetClass>())}.");
        }

        if (target.Index >= classes)
        {
            throw new ArgumentException($"Class {target.Index} was to be explained, but '{name}' knows the classes 0 to {classes - 1}.");
        }

        var isSum = target is { Index: null, Class: TargetClass.All };
        if (isSum && target.Output == TargetOutput.Probability)
        {
            throw new ArgumentException("The attribution target is the probability summed over all classes, which is always 1; take the logit or the log-probability.");
        }

        if (isSum && !isModel)
        {
            throw new ArgumentException($"The attribution target is the {target}, but '{name}' is no model; name one class with Target.ForClass.");
        }

        if (!isClassifier)
        {
            Regressor(name, classes, target);
        }
    }

    private static void Regressor(string name, int classes, Target target)
    {
        if (target.Output != TargetOutput.Logit)
        {
            throw new ArgumentException($"The attribution target is the {target}, but '{name}' is a regressor and has no classes; use {TargetOutput.Logit}, its output itself.");
        }

        if (target.Index is null && (target.Class == TargetClass.Labeled || (target.Class == TargetClass.Predicted && classes > 1)))
        {
            throw new ArgumentException($"The attribution target is the {target}, but '{name}' is a regressor; name one of its {classes} outputs with Target.ForClass.");
        }
    }
}
