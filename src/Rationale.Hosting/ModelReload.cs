using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Rationale.Hosting;

/// <summary>Loads models anew whose files have changed. Files are looked at, not watched: notifications do not come from network drives and volumes of containers.</summary>
internal sealed class ModelReload(IServiceProvider services, IEnumerable<ModelRegistration> registrations, IOptionsMonitor<ModelOptions> options, ModelFiles files) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(registrations.Select(registration => options.Get(registration.Name).ReloadInterval is { } interval ? FollowAsync(registration, interval, stoppingToken) : Task.CompletedTask));

    private async Task FollowAsync(ModelRegistration registration, TimeSpan interval, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                var path = files.PathOf(services, registration.Name);
                if (FileStamp.Of(path) is var found && found != default && found != files.StampOf(registration.Name))
                {
                    files.Reload(registration.Resolve(services), registration.Name, path);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application stops.
        }
    }
}
