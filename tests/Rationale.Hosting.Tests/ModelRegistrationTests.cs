using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Rationale.Hosting.Tests;

/// <summary>Which model comes from which file.</summary>
public sealed class ModelRegistrationTests
{
    private static readonly float[] X = [1, 0.5f, -1, 0.25f];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_is_one_loaded_instance_by_class_and_by_name()
    {
        using var folder = new TestFolder();
        folder.Save<Blobs>("blobs.safetensors", seed: 5);
        using var expected = new Blobs(5);
        using var host = TestHosts.Create(folder, rationale => rationale.AddModel<Blobs>("blobs.safetensors"));
        await host.StartAsync(Token);
        var model = host.Services.GetRequiredService<Blobs>();
        Assert.Equal(expected.Predict(X).Outputs, model.Predict(X).Outputs);
        Assert.Same(model, host.Services.GetRequiredService<Blobs>());
        Assert.Same(model, host.Services.GetRequiredKeyedService<IModel>("Blobs"));
        Assert.Equal(1, model.Workers);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task The_container_disposes_its_models()
    {
        using var folder = new TestFolder();
        folder.Save<Blobs>("a", seed: 5);
        Blobs model;
        using (var host = TestHosts.Create(folder, rationale => rationale.AddModel<Blobs>("a")))
        {
            await host.StartAsync(Token);
            model = host.Services.GetRequiredService<Blobs>();
        }

        Assert.Throws<ObjectDisposedException>(() => model.Predict(X));
    }

    [Fact]
    public async Task Models_of_one_class_go_by_keys()
    {
        using var folder = new TestFolder();
        folder.Save<Blobs>("north", seed: 1);
        folder.Save<Blobs>("south", seed: 2);
        using var host = TestHosts.Create(folder, rationale => rationale.AddKeyedModel<Blobs>("north", "north").AddKeyedModel<Blobs>("south", "south"));
        await host.StartAsync(Token);
        foreach (var (key, seed) in new[] { ("north", 1UL), ("south", 2UL) })
        {
            using var expected = new Blobs(seed);
            Assert.Equal(expected.Predict(X).Outputs, host.Services.GetRequiredKeyedService<Blobs>(key).Predict(X).Outputs);
            Assert.Same(host.Services.GetRequiredKeyedService<Blobs>(key), host.Services.GetRequiredKeyedService<IModel>(key));
        }

        Assert.Null(host.Services.GetService<Blobs>());
    }

    [Fact]
    public async Task The_configuration_decides_over_the_code_and_the_delegate_over_both()
    {
        using var folder = new TestFolder();
        folder.Save<Blobs>("configured", seed: 3);
        using var host = TestHosts.Create(
            folder,
            rationale => rationale.AddModel<Blobs>("code", options => options.WarmUp = false),
            ("Rationale:Models:Blobs:WeightsPath", "configured"),
            ("Rationale:Models:Blobs:Workers", "2"),
            ("Rationale:Models:Blobs:WarmUp", "true"));
        await host.StartAsync(Token);
        var options = host.Services.GetRequiredService<IOptionsMonitor<ModelOptions>>().Get("Blobs");
        Assert.Equal(("configured", 2, false), (options.WeightsPath, options.Workers, options.WarmUp));
        Assert.Equal(2, host.Services.GetRequiredService<Blobs>().Workers);
    }

    [Fact]
    public void A_section_of_ones_own_is_bound_without_a_host()
    {
        using var folder = new TestFolder();
        var path = folder.Save<Blobs>("a", seed: 3);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("Scoring:Models:Blobs:WeightsPath", path)]).Build();
        var services = new ServiceCollection();
        services.AddRationale(configuration.GetSection("Scoring")).AddModel<Blobs>();
        using var provider = services.BuildServiceProvider();
        using var expected = new Blobs(3);
        Assert.Equal(expected.Predict(X).Outputs, provider.GetRequiredService<Blobs>().Predict(X).Outputs);
    }

    [Fact]
    public async Task A_model_of_a_specification_is_made_by_a_function()
    {
        using var folder = new TestFolder();
        folder.Save<Blobs>("a", seed: 3);
        using var host = TestHosts.Create(folder, rationale => rationale.AddModel(_ => Model.Interpret(Blobs.Specification), "a"));
        await host.StartAsync(Token);
        using var expected = new Blobs(3);
        Assert.Equal(expected.Predict(X).Outputs, host.Services.GetRequiredService<Model>().Predict(X).Outputs);
    }

    [Fact]
    public void A_second_model_of_a_class_is_refused_and_a_key_helps()
    {
        var rationale = new ServiceCollection().AddRationale().AddModel<Blobs>("a");
        var exception = Assert.Throws<InvalidOperationException>(() => rationale.AddModel<Blobs>("b"));
        Assert.Equal("A model 'Blobs' has been added already; add another one of the class with AddKeyedModel, under a key of its own.", exception.Message);
        rationale.AddKeyedModel<Blobs>("second", "b");
    }
}
