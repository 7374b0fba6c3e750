using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Gradients;
using Rationale.Graph.Models;
using Rationale.Randomness;
using Rationale.Training;

namespace Rationale;

/// <summary>Looks at the gradients of a model's loss.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once; while a training runs they see parameters between two updates or in the middle of one.</remarks>
public static class ModelGradientExtensions
{
    /// <summary>
    /// The gradient of the loss over a batch with respect to the parameters as they are, and the terms of the loss: what the first step of a training on this batch would compute, dropout, masks and
    /// drawn references included. Nothing of the model changes.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The examples, as a training takes them.</param>
    /// <param name="options">Coefficients, class weights, seed and workers of the training; null for what the model declares.</param>
    /// <param name="cancellationToken">Ends the work before the step.</param>
    /// <exception cref="ArgumentException">Data or options do not fit the model; the message names what and how.</exception>
    public static LossGradients Gradients(this IModel model, Dataset batch, TrainingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var runtime = ModelRuntime.From(model);
        using var step = GradientStep<float>.Create(runtime, batch, options ?? new TrainingOptions(), runtime.Flat, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        step.Run();
        return new LossGradients(runtime.Specification.Name, Trained(runtime), step.Gradients[..runtime.TrainedLength].ToArray(), step.Losses());
    }

    /// <summary>
    /// Compares the gradient of the loss over a batch with central differences of the loss, in double precision, and says which parameter is worst. It is for terms and layers of one's own, and for whoever
    /// would rather see than believe. Nothing of the model changes.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The examples, as a training takes them; few are enough.</param>
    /// <param name="options">Coefficients, class weights and seed of the training; null for what the model declares.</param>
    /// <param name="numbers">How many numbers of each parameter are checked, at least 1; each takes four passes over the batch.</param>
    /// <param name="progress">Told the share of the parameters that is done.</param>
    /// <param name="cancellationToken">Ends the work between parameters.</param>
    /// <exception cref="ArgumentException">Data or options do not fit the model; the message names what and how.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static GradientCheck Check(this IModel model, Dataset batch, TrainingOptions? options = null, int numbers = 10, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfLessThan(numbers, 1);
        var runtime = ModelRuntime.From(model);
        options ??= new TrainingOptions();
        var single = model.Gradients(batch, options, cancellationToken);
        using var parameters = new AlignedBuffer<double>(runtime.ParameterLength);
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters.Span[i] = runtime.Flat.Span[i];
        }

        using var step = GradientStep<double>.Create(runtime, batch, options, parameters, cancellationToken);
        var value = step.Run();
        var gradient = step.Gradients[..runtime.TrainedLength].ToArray();
        var differences = new CentralDifferences(step.Run, () => parameters.Memory, gradient, value);
        var (random, trained, checks) = (new RandomSource(options.Seed), Trained(runtime), new List<ParameterCheck>());
        foreach (var parameter in trained)
        {
            cancellationToken.ThrowIfCancellationRequested();
            checks.Add(differences.Check(parameter, numbers, random));
            progress?.Report((double)checks.Count / trained.Length);
        }

        return new GradientCheck(checks, Distance(gradient, single.Values));
    }

    private static ParameterSpecification[] Trained(ModelRuntime model) => [.. model.Layout.Where(parameter => parameter.Trained)];

    private static double Distance(double[] gradient, ReadOnlySpan<float> single)
    {
        var (difference, whole) = (0.0, 0.0);
        for (var i = 0; i < gradient.Length; i++)
        {
            difference += Math.Pow(gradient[i] - single[i], 2);
            whole += gradient[i] * gradient[i];
        }

        return difference == 0 ? 0 : Math.Sqrt(difference / whole);
    }
}
