using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Rationale.Hosting;

/// <summary>Registration of models and trainings.</summary>
/// <remarks>Thread safety: services are registered on one thread, as always.</remarks>
public static class RationaleServiceCollectionExtensions
{
    /// <summary>The section of the configuration that is bound where none is given.</summary>
    public const string DefaultSection = "Rationale";

    /// <summary>Begins the registration of models. Options are bound from the section <c>Rationale</c> of the application's configuration, where there is one.</summary>
    /// <param name="services">The services.</param>
    /// <returns>What models and trainings are added to.</returns>
    public static RationaleBuilder AddRationale(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return new RationaleBuilder(services, null);
    }

    /// <summary>Begins the registration of models.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">Options are bound from its sections <c>Models:NAME</c> (<see cref="ModelOptions"/>) and <c>Trainings:NAME</c> (<see cref="ModelTrainingOptions"/>).</param>
    /// <returns>What models and trainings are added to.</returns>
    public static RationaleBuilder AddRationale(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        return new RationaleBuilder(services, section);
    }
}
