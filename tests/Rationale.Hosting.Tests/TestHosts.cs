using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Rationale.Hosting.Tests;

/// <summary>Hosts as a program would make them, in a folder of the test.</summary>
internal static class TestHosts
{
    public static IHost Create(TestFolder folder, Action<RationaleBuilder> configure, params (string Key, string? Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder.FolderPath, DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Logging.ClearProviders();
        configure(builder.Services.AddRationale());
        return builder.Build();
    }

    /// <summary>What a host says that cannot start.</summary>
    public static async Task<Exception> StartFailureAsync(TestFolder folder, Action<RationaleBuilder> configure, params (string Key, string? Value)[] settings)
    {
        using var host = Create(folder, configure, settings);
        return await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }
}
