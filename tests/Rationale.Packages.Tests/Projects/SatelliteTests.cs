namespace Rationale.Packages.Tests.Projects;

/// <summary>A program that names packages beside the runtime and not the runtime: generator and checks come along with them.</summary>
[Collection(typeof(UserProjects))]
public sealed class SatelliteTests(UserProjects projects)
{
    private const string Program = """
        using Microsoft.Extensions.DependencyInjection;
        using Rationale;
        using Rationale.Data;
        using Rationale.Gpu;
        using Rationale.Hosting;
        using Rationale.Training;

        float[] values = [.. Enumerable.Range(0, 96).Select(i => i % 7 / 7f)];
        int[] labels = [.. Enumerable.Range(0, 32).Select(i => i % 2)];
        using (var trained = new Loans())
        {
            var result = await trained.TrainAsync(Dataset.ForClassification(FeatureMatrix.FromArray(values, 3), labels), new TrainingOptions { Device = GpuDevice.Emulated, Epochs = 2 });
            trained.Save("loans.safetensors");
            Console.WriteLine($"{result.Steps} steps");
        }

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRationale().AddModel<Loans>(Path.GetFullPath("loans.safetensors"));
        using var provider = services.BuildServiceProvider();
        Console.WriteLine($"{provider.GetRequiredService<Loans>().Predict([1f, 0.5f, 0f]).Probabilities.Count} classes");

        [Classifier(2), Input(3), Dense(4), Relu, Dense(2), ExplainConstraint(Weight = 0), Train(BatchSize = 16)]
        public partial class Loans;
        """;

    [Fact]
    public void A_model_is_trained_on_a_device_and_served_from_a_container() =>
        Assert.Equal(["4 steps", "2 classes"], projects.Group.Run("Satellites").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    internal static void AddTo(ProjectGroup group) => group.Add(
        "Satellites",
        "<OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><NoWarn>RAT0024</NoWarn>",
        $"<PackageReference Include='Rationale.Gpu' Version='{Built.Version}' /><PackageReference Include='Rationale.Hosting' Version='{Built.Version}' /><FrameworkReference Include='Microsoft.AspNetCore.App' />",
        Program);
}
