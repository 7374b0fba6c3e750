using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Rationale.Hosting.Tests;

/// <summary>What is wrong with a file is one sentence at the start, and what the sentence advises helps.</summary>
public sealed class WeightsAtStartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_file()
    {
        using var folder = new TestFolder();
        var exception = await TestHosts.StartFailureAsync(folder, rationale => rationale.AddModel<Blobs>("blobs.safetensors"));
        Assert.Equal(
            $"The weights of 'Blobs' are not at {folder["blobs.safetensors"]}; train the model and save it there, or set Rationale:Models:Blobs:WeightsPath to the file that has them.",
            Assert.IsType<ModelWeightsException>(exception).Message);

        folder.Save<Blobs>("elsewhere", 1);
        await Starts(folder, rationale => rationale.AddModel<Blobs>("blobs.safetensors"), ("Rationale:Models:Blobs:WeightsPath", "elsewhere"));
        folder.Save<Blobs>("blobs.safetensors", 1);
        await Starts(folder, rationale => rationale.AddModel<Blobs>("blobs.safetensors"));
    }

    [Fact]
    public async Task A_file_of_another_class_of_the_same_layers()
    {
        using var folder = new TestFolder();
        folder.Save<Blobs>("a", 1);
        var exception = await TestHosts.StartFailureAsync(folder, rationale => rationale.AddModel<Renamed>("a"));
        Assert.Equal(
            $"The weights of 'Renamed' at {folder["a"]} were saved by a 'Blobs', but the container has a 'Renamed'; give the file that 'Renamed' saved, or set Rationale:Models:Renamed:SavedAs to 'Blobs' if that is what the class was called.",
            Assert.IsType<ModelWeightsException>(exception).Message);
        await Starts(folder, rationale => rationale.AddModel<Renamed>("a"), ("Rationale:Models:Renamed:SavedAs", "Blobs"));
        folder.Save<Renamed>("a", 1);
        await Starts(folder, rationale => rationale.AddModel<Renamed>("a"));
    }

    [Fact]
    public async Task A_file_of_other_layers()
    {
        using var folder = new TestFolder();
        folder.Save<Narrow>("a", 1);
        var exception = await TestHosts.StartFailureAsync(folder, rationale => rationale.AddModel<Blobs>("a", options => options.SavedAs = "Narrow"));
        Assert.StartsWith($"The weights of 'Blobs' cannot be loaded: {folder["a"]} holds a model of architecture \"", Assert.IsType<ModelWeightsException>(exception).Message, StringComparison.Ordinal);
        Assert.EndsWith("load a file saved by the same architecture.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, "3 bytes are no safetensors file, which has at least 8 and a header.")]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' }, "there is no tensor named dense1.weight; the file has none.")]
    public async Task A_damaged_file(byte[] content, string says)
    {
        using var folder = new TestFolder();
        await File.WriteAllBytesAsync(folder["a"], content, Token);
        var exception = await TestHosts.StartFailureAsync(folder, rationale => rationale.AddModel<Blobs>("a"));
        Assert.Equal($"The weights of 'Blobs' cannot be loaded: {folder["a"]}: {says}", Assert.IsType<ModelWeightsException>(exception).Message);
    }

    [Theory]
    [InlineData("Workers", "-1", "Workers: The field Blobs.Workers must be between 0 and 4096.")]
    [InlineData("WeightsPath", "", "A model needs a file of weights; set WeightsPath, or give the file to AddModel.")]
    public async Task An_option_out_of_range(string option, string value, string says)
    {
        using var folder = new TestFolder();
        folder.Save<Blobs>("a", 1);
        var exception = await TestHosts.StartFailureAsync(folder, rationale => rationale.AddModel<Blobs>("a"), ($"Rationale:Models:Blobs:{option}", value));
        Assert.Contains(says, Assert.IsType<OptionsValidationException>(exception).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_does_not_exist()
    {
        using var folder = new TestFolder();
        folder.Save<Blobs>("a", 1);
        var exception = await TestHosts.StartFailureAsync(folder, rationale => rationale.AddModel<Blobs>("a"), ("Rationale:Models:Blobs:WeightPath", "b"));
        Assert.Contains("WeightPath", Assert.IsType<InvalidOperationException>(exception).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_are_loaded_before_anything_else_starts()
    {
        using var folder = new TestFolder();
        var started = false;
        await TestHosts.StartFailureAsync(folder, rationale =>
        {
            rationale.Services.AddHostedService(_ => new Probe(() => started = true));
            rationale.AddModel<Blobs>("a");
        });
        Assert.False(started);
    }

    private static async Task Starts(TestFolder folder, Action<RationaleBuilder> configure, params (string, string?)[] settings)
    {
        using var host = TestHosts.Create(folder, configure, settings);
        await host.StartAsync(Token);
        await host.StopAsync(Token);
    }

    private sealed class Probe(Action start) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            start();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
