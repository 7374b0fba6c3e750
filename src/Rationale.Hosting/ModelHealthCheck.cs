using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rationale.Hosting;

/// <summary>Asks every model of the container about an example, and looks at the trainings.</summary>
internal sealed class ModelHealthCheck(IServiceProvider services, IEnumerable<ModelRegistration> registrations, IEnumerable<TrainingStatus> trainings, ModelFiles files) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (facts, faults) = (new Dictionary<string, object>(), new List<string>());
        foreach (var registration in registrations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Fault(registration) is { } fault)
            {
                faults.Add(fault);
            }
            else
            {
                facts.Add(registration.Name, files.LoadedFrom(registration.Name)!);
            }
        }

        foreach (var training in trainings)
        {
            facts.Add($"training {training.Name}", training.State.ToString());
        }

        var failed = trainings.Where(training => training.State == TrainingState.Failed).Select(training => $"The training of '{training.Name}' has failed: {training.Error!.Message}").ToList();
        failed.AddRange(registrations.Select(registration => files.RefusalOf(registration.Name)).OfType<string>());
        return Task.FromResult(faults.Count > 0 ? new HealthCheckResult(context.Registration.FailureStatus, string.Join(' ', faults), data: facts)
            : failed.Count > 0 ? HealthCheckResult.Degraded(string.Join(' ', failed), data: facts)
            : HealthCheckResult.Healthy(data: facts));
    }

    private string? Fault(ModelRegistration registration)
    {
        try
        {
            var outputs = ModelProbe.Predict(registration.Resolve(services)).Outputs(0);
            return files.LoadedFrom(registration.Name) is null ? $"'{registration.Name}' has no weights yet."
                : outputs.ContainsAnyExceptInRange(float.MinValue, float.MaxValue) ? $"'{registration.Name}' gives numbers that are not finite."
                : null;
        }
        catch (Exception exception)
        {
            // A check reports whatever keeps a model from answering.
            return $"'{registration.Name}' does not answer: {exception.Message}";
        }
    }
}
