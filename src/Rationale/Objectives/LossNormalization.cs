using Rationale.Graph.Models;

namespace Rationale.Objectives;

/// <summary>
/// What losses are reported as, everywhere: the objective of an average step for one example. Beside a task loss that sums over the examples of a batch, every term is divided by
/// their number; beside one that is a mean, terms are as they are. So the reported loss is always the sum of the reported terms, and is what a training makes small
/// up to a constant factor; a history and an evaluation of the same data agree.
/// </summary>
internal static class LossNormalization
{
    /// <summary>Whether steps are divided by their examples.</summary>
    private static bool IsPerExample(ModelTask task) => task.Reduction == Reduction.Sum;

    /// <summary>What the totals of some steps, added up, are divided by.</summary>
    /// <param name="task">The task.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="examples">Examples of all steps together.</param>
    public static double ForSteps(ModelTask task, long steps, long examples) => Math.Max(1, IsPerExample(task) ? examples : steps);

    /// <summary>What the total of a term over a whole data set is divided by. It is first brought to the size of a batch: a sum is smaller there, a mean is not.</summary>
    /// <param name="task">The task.</param>
    /// <param name="growth">With which power of the number of examples the term grows.</param>
    /// <param name="examples">Examples of the data set.</param>
    /// <param name="batch">Examples of a batch of the training.</param>
    public static double ForData(ModelTask task, double growth, int examples, int batch)
    {
        batch = Math.Min(batch, examples);
        return (IsPerExample(task), growth) switch
        {
            (true, 1) => examples,
            (var perExample, _) => Math.Pow((double)examples / batch, growth) * (perExample ? batch : 1),
        };
    }
}
