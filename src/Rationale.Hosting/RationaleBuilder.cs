using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Rationale.Hosting;

/// <summary>Adds models and trainings to the services of an application.</summary>
/// <remarks>Thread safety: for one thread, as the services are.</remarks>
public sealed class RationaleBuilder
{
    private readonly IConfiguration? _section;

    internal RationaleBuilder(IServiceCollection services, IConfiguration? section)
    {
        (Services, _section) = (services, section);
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModelStartup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModelReload>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelOptions>, ReloadIntervalValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelTrainingOptions>, ModelTrainingOptionsValidator>());
        services.TryAddSingleton(new DeviceNames(null));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelTrainingOptions>, DeviceNames>(services => services.GetRequiredService<DeviceNames>()));
        services.TryAddSingleton<ModelFiles>();
    }

    /// <summary>The services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// Adds a model as a singleton that any number of threads may use at once, under its class and, by the name of the class, as a keyed <see cref="IModel"/>. Its weights are loaded before
    /// the application starts to work.
    /// </summary>
    /// <typeparam name="TModel">The class of the model.</typeparam>
    /// <param name="weightsPath">The file that <see cref="IModel.Save"/> wrote; the configuration, <c>Rationale:Models:CLASS:WeightsPath</c>, may name another one. Null where it does.</param>
    /// <param name="configure">Changes the options after the configuration was bound.</param>
    /// <exception cref="InvalidOperationException">The model has been added already.</exception>
    public RationaleBuilder AddModel<TModel>(string? weightsPath = null, Action<ModelOptions>? configure = null)
        where TModel : class, IModel, new() => AddModel(_ => new TModel(), weightsPath, configure);

    /// <summary>Adds a model that is made in another way than by its constructor without parameters, such as one of a specification.</summary>
    /// <typeparam name="TModel">The class of the model.</typeparam>
    /// <param name="create">Makes the model; the container disposes it.</param>
    /// <param name="weightsPath">The file that <see cref="IModel.Save"/> wrote.</param>
    /// <param name="configure">Changes the options after the configuration was bound.</param>
    /// <exception cref="InvalidOperationException">The model has been added already.</exception>
    public RationaleBuilder AddModel<TModel>(Func<IServiceProvider, TModel> create, string? weightsPath = null, Action<ModelOptions>? configure = null)
        where TModel : class, IModel
    {
        var name = typeof(TModel).Name;
        Add(name, create, weightsPath, configure, services => services.GetRequiredService<TModel>());
        Services.AddSingleton(services => services.GetRequiredService<ModelFiles>().Open(services, name, create));
        return this;
    }

    /// <summary>Adds a model under a key, so that there may be several of a class: <c>[FromKeyedServices("key")]</c> asks for it.</summary>
    /// <typeparam name="TModel">The class of the model.</typeparam>
    /// <param name="key">The key, and its name in the configuration.</param>
    /// <param name="weightsPath">The file that <see cref="IModel.Save"/> wrote; the configuration, <c>Rationale:Models:KEY:WeightsPath</c>, may name another one. Null where it does.</param>
    /// <param name="configure">Changes the options after the configuration was bound.</param>
    /// <exception cref="InvalidOperationException">A model has been added under that key already.</exception>
    public RationaleBuilder AddKeyedModel<TModel>(string key, string? weightsPath = null, Action<ModelOptions>? configure = null)
        where TModel : class, IModel, new() => AddKeyedModel(key, _ => new TModel(), weightsPath, configure);

    /// <summary>Adds a model under a key that is made in another way than by its constructor without parameters.</summary>
    /// <typeparam name="TModel">The class of the model.</typeparam>
    /// <param name="key">The key, and its name in the configuration.</param>
    /// <param name="create">Makes the model; the container disposes it.</param>
    /// <param name="weightsPath">The file that <see cref="IModel.Save"/> wrote.</param>
    /// <param name="configure">Changes the options after the configuration was bound.</param>
    /// <exception cref="InvalidOperationException">A model has been added under that key already.</exception>
    public RationaleBuilder AddKeyedModel<TModel>(string key, Func<IServiceProvider, TModel> create, string? weightsPath = null, Action<ModelOptions>? configure = null)
        where TModel : class, IModel
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Add(key, create, weightsPath, configure, services => services.GetRequiredKeyedService<TModel>(key));
        Services.AddKeyedSingleton(key, (services, _) => services.GetRequiredService<ModelFiles>().Open(services, key, create));
        return this;
    }

    /// <summary>
    /// Adds a training that runs while the application does: it writes checkpoints, stops after the step in progress when the application stops, and continues at the next start as if it had never
    /// stopped. When it completes, its weights are saved and loaded into the models that are served from that file. Its <see cref="TrainingStatus"/> is a keyed singleton of its name.
    /// </summary>
    /// <typeparam name="TModel">The class of the model; the training has an instance of its own.</typeparam>
    /// <param name="setup">Loads the data, and says what else than the options from the configuration the training needs.</param>
    /// <param name="configure">Changes the options after the section <c>Rationale:Trainings:CLASS</c> was bound.</param>
    /// <exception cref="InvalidOperationException">A training of that class has been added already.</exception>
    public RationaleBuilder AddTraining<TModel>(Func<IServiceProvider, CancellationToken, Task<TrainingSetup>> setup, Action<ModelTrainingOptions>? configure = null)
        where TModel : class, IModel, new() => AddTraining(_ => new TModel(), setup, configure);

    /// <summary>Adds a training of a model that is made in another way than by its constructor without parameters.</summary>
    /// <inheritdoc cref="AddTraining{TModel}(Func{IServiceProvider, CancellationToken, Task{TrainingSetup}}, Action{ModelTrainingOptions}?)"/>
    /// <typeparam name="TModel">The class of the model; the training has an instance of its own.</typeparam>
    /// <param name="create">Makes the model to train; the training disposes it.</param>
    /// <param name="setup">Loads the data, and says what else than the options from the configuration the training needs.</param>
    /// <param name="configure">Changes the options after the configuration was bound.</param>
    public RationaleBuilder AddTraining<TModel>(
        Func<IServiceProvider, TModel> create, Func<IServiceProvider, CancellationToken, Task<TrainingSetup>> setup, Action<ModelTrainingOptions>? configure = null)
        where TModel : class, IModel
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(setup);
        var name = typeof(TModel).Name;
        var status = new TrainingStatus(name);
        if (Services.Any(service => service.ImplementationInstance is TrainingStatus other && other.Name == name))
        {
            throw new InvalidOperationException($"A training of '{name}' has been added already; add one training of a class, and change its data or options there.");
        }

        var options = Services.AddOptions<ModelTrainingOptions>(name).ValidateOnStart();
        options.Configure<IServiceProvider>((values, services) => Section(services)?.GetSection($"Trainings:{name}").Bind(values, binder => binder.ErrorOnUnknownConfiguration = true));
        if (configure is not null)
        {
            options.Configure(configure);
        }

        Services.AddSingleton(status);
        Services.AddKeyedSingleton(name, status);
        Services.AddSingleton<IHostedService>(services => ActivatorUtilities.CreateInstance<TrainingService<TModel>>(services, status, create, setup));
        return this;
    }

    /// <summary>Lets the configuration name other devices than the CPU for trainings, <c>Rationale:Trainings:CLASS:Device</c>.</summary>
    /// <param name="parse">The device of a name; it throws a <see cref="FormatException"/> for one that it does not know, which ends the start. For those of Rationale.Gpu: <c>GpuDevices.Parse</c>.</param>
    public RationaleBuilder AddDevices(Func<string, Device> parse)
    {
        ArgumentNullException.ThrowIfNull(parse);
        Services.Replace(ServiceDescriptor.Singleton(new DeviceNames(parse)));
        return this;
    }

    private void Add<TModel>(string name, Func<IServiceProvider, TModel> create, string? weightsPath, Action<ModelOptions>? configure, Func<IServiceProvider, IModel> resolve)
        where TModel : class, IModel
    {
        ArgumentNullException.ThrowIfNull(create);
        if (Services.Any(service => service.ImplementationInstance is ModelRegistration other && other.Name == name))
        {
            throw new InvalidOperationException($"A model '{name}' has been added already; add another one of the class with AddKeyedModel, under a key of its own.");
        }

        var options = Services.AddOptions<ModelOptions>(name).ValidateOnStart();
        options.Configure(values => values.WeightsPath = weightsPath);
        options.Configure<IServiceProvider>((values, services) => Section(services)?.GetSection($"Models:{name}").Bind(values, binder => binder.ErrorOnUnknownConfiguration = true));
        if (configure is not null)
        {
            options.Configure(configure);
        }

        Services.AddSingleton(new ModelRegistration(name, typeof(TModel), resolve));
        Services.AddKeyedSingleton<IModel>(name, (services, _) => resolve(services));
    }

    private IConfiguration? Section(IServiceProvider services) => _section ?? services.GetService<IConfiguration>()?.GetSection(RationaleServiceCollectionExtensions.DefaultSection);
}
