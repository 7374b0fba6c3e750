using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rationale.Hosting;

/// <summary>Registration of the health check.</summary>
/// <remarks>Thread safety: services are registered on one thread, as always.</remarks>
public static class RationaleHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that every model of the container has its weights and answers with finite numbers, and that no training has failed.</summary>
    /// <param name="builder">The checks.</param>
    /// <param name="name">Name of the check.</param>
    /// <param name="failureStatus">What a model without weights or answer is reported as; null for <see cref="HealthStatus.Unhealthy"/>. A failed training is <see cref="HealthStatus.Degraded"/>: models still answer.</param>
    /// <param name="tags">Tags of the check.</param>
    public static IHealthChecksBuilder AddRationale(this IHealthChecksBuilder builder, string name = "rationale", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(name, services => ActivatorUtilities.CreateInstance<ModelHealthCheck>(services), failureStatus, tags));
    }
}
