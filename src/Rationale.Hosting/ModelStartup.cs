using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Rationale.Hosting;

/// <summary>Loads all models before anything else of the application starts, so that what is wrong with a file is said then, and not at the first request.</summary>
internal sealed class ModelStartup(IServiceProvider services, IEnumerable<ModelRegistration> registrations, IOptionsMonitor<ModelOptions> options) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var registration in registrations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var model = registration.Resolve(services);
            if (options.Get(registration.Name).WarmUp)
            {
                ModelProbe.Run(model);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
