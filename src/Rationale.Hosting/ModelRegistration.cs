namespace Rationale.Hosting;

/// <summary>A model of the container.</summary>
/// <param name="Name">The name of its class, or its key.</param>
/// <param name="ModelType">Its class.</param>
/// <param name="Resolve">Gets the singleton, which loads it the first time.</param>
internal sealed record ModelRegistration(string Name, Type ModelType, Func<IServiceProvider, IModel> Resolve);
