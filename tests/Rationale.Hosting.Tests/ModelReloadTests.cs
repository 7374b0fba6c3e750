using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rationale.Hosting.Tests;

/// <summary>A file that changes is loaded while the application runs; one that cannot be loaded changes nothing but the health.</summary>
public sealed class ModelReloadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_changes_is_loaded_and_a_damaged_one_is_not()
    {
        using var folder = new TestFolder();
        folder.Save<Narrow>("a", 1);
        using var host = TestHosts.Create(
            folder,
            rationale =>
            {
                rationale.AddModel<Narrow>("a");
                rationale.Services.AddHealthChecks().AddRationale();
            },
            ("Rationale:Models:Narrow:ReloadInterval", "00:00:00.020"));
        await host.StartAsync(Token);
        var model = host.Services.GetRequiredService<Narrow>();
        var health = host.Services.GetRequiredService<HealthCheckService>();
        using var second = new Narrow(seed: 2);
        Assert.NotEqual(Outputs(second), Outputs(model));

        second.Save(folder["a"]);
        await Until(() => Outputs(model).SequenceEqual(Outputs(second)));
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(Token)).Status);

        await File.WriteAllTextAsync(folder["a"], "half of a file", Token);
        await Until(() => health.CheckHealthAsync(Token).Result.Status == HealthStatus.Degraded);
        Assert.Contains("The weights of 'Narrow' cannot be loaded", (await health.CheckHealthAsync(Token)).Entries.Single().Value.Description, StringComparison.Ordinal);
        Assert.Equal(Outputs(second), Outputs(model));

        // The next file that fits is taken, over a link as in volumes of containers.
        using var third = new Narrow(seed: 3);
        third.Save(folder["b"]);
        File.Delete(folder["a"]);
        File.CreateSymbolicLink(folder["a"], folder["b"]);
        await Until(() => Outputs(model).SequenceEqual(Outputs(third)));
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(Token)).Status);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task An_interval_out_of_range_ends_the_start()
    {
        using var folder = new TestFolder();
        folder.Save<Narrow>("a", 1);
        var exception = await TestHosts.StartFailureAsync(folder, rationale => rationale.AddModel<Narrow>("a", options => options.ReloadInterval = TimeSpan.Zero));
        Assert.Contains("ReloadInterval of 'Narrow' is 00:00:00, but it must be between 00:00:00.0100000 and 1.00:00:00.", exception.Message, StringComparison.Ordinal);
    }

    private static float[] Outputs(Narrow model) => [.. model.Predict(new float[] { 1, 2, 3, 4 }).Outputs];

    private static async Task Until(Func<bool> isTrue)
    {
        for (var attempt = 0; !isTrue(); attempt++)
        {
            Assert.True(attempt < 500, "It did not happen within 10 seconds.");
            await Task.Delay(20, Token);
        }
    }
}
