using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Rationale.Hosting.Tests;

/// <summary>What the health check says of models and trainings.</summary>
public sealed class ModelHealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Models_that_answer_are_healthy()
    {
        using var folder = new TestFolder();
        var path = folder.Save<Blobs>("a", 1);
        var entry = await CheckAsync(folder, rationale => rationale.AddModel<Blobs>("a"));
        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal(path, entry.Data["Blobs"]);
    }

    [Fact]
    public async Task A_model_without_weights_is_not()
    {
        using var folder = new TestFolder();
        var entry = await CheckAsync(folder, rationale => rationale.AddModel<Blobs>("a", options => options.MayBeMissing = true));
        Assert.Equal((HealthStatus.Unhealthy, "'Blobs' has no weights yet."), (entry.Status, entry.Description));
    }

    [Fact]
    public async Task Nor_is_one_that_gives_what_is_no_number()
    {
        using var folder = new TestFolder();
        folder.Save<Blobs>("a", 1);
        var entry = await CheckAsync(folder, rationale => rationale.AddModel<Blobs>("a"), services => services.GetRequiredService<Blobs>().Parameters.Values.Fill(float.NaN));
        Assert.Equal((HealthStatus.Unhealthy, "'Blobs' gives numbers that are not finite."), (entry.Status, entry.Description));
    }

    [Fact]
    public async Task A_failed_training_is_degraded()
    {
        using var folder = new TestFolder();
        var entry = await CheckAsync(
            folder,
            rationale =>
            {
                rationale.Services.Configure<HostOptions>(options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
                rationale.AddTraining<Blobs>((_, _) => throw new IOException("The disk is gone."), options => options.CheckpointFolder = "run");
            },
            services => Assert.True(SpinWait.SpinUntil(() => services.GetRequiredService<TrainingStatus>().State == TrainingState.Failed, TimeSpan.FromMinutes(1))));
        Assert.Equal((HealthStatus.Degraded, "The training of 'Blobs' has failed: The disk is gone."), (entry.Status, entry.Description));
        Assert.Equal("Failed", entry.Data["training Blobs"]);
    }

    private static async Task<HealthReportEntry> CheckAsync(TestFolder folder, Action<RationaleBuilder> configure, Action<IServiceProvider>? before = null)
    {
        using var host = TestHosts.Create(folder, rationale =>
        {
            rationale.Services.AddHealthChecks().AddRationale();
            configure(rationale);
        });
        await host.StartAsync(Token);
        before?.Invoke(host.Services);
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        return report.Entries["rationale"];
    }
}
