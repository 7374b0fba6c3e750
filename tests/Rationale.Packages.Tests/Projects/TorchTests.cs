namespace Rationale.Packages.Tests.Projects;

/// <summary>A module of TorchSharp in a project that names <c>Rationale.Torch</c>: with the libtorch that the application chooses, and without any.</summary>
[Collection(typeof(UserProjects))]
public sealed class TorchTests(UserProjects projects)
{
    private const string Program = """
        using Rationale;
        using Rationale.Data;
        using Rationale.Torch.Libraries;
        using Rationale.Training;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        if (TorchLibraries.UnavailableReason is { } reason)
        {
            Console.WriteLine(reason);
            return;
        }

        float[] values = [.. Enumerable.Range(0, 96).Select(i => i % 7 / 7f)];
        int[] labels = [.. Enumerable.Range(0, 32).Select(i => i % 2)];
        using var net = new Net();
        var result = await net.TrainAsync(Dataset.ForClassification(FeatureMatrix.FromArray(values, 3), labels).WithAnnotationMask(FeatureMatrix.Repeat([0, 0, 1], 32)), new TrainingOptions { Epochs = 2 });
        Console.WriteLine($"{result.Steps} steps, {net.Predict([1f, 0.5f, 0f]).Probabilities.Count} classes");

        [Classifier(2), Input(3), ExplainConstraint(Weight = 1), Train(BatchSize = 16)]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear first = Linear(3, 4), second = Linear(4, 2);

            public Net() : base("net") => RegisterComponents();

            public override Tensor forward(Tensor x) => second.call(first.call(x).relu());
        }
        """;

    [Fact]
    public void A_module_is_trained_over_the_libtorch_of_the_application() => Assert.Equal("4 steps, 2 classes", projects.Group.Run("Torch"));

    [Fact]
    public void Without_a_libtorch_the_sentence_names_the_package_to_add() => Assert.Contains("TorchSharp-cpu", projects.Group.Run("TorchElsewhere"));

    [Fact]
    public void Without_a_libtorch_the_build_names_the_packages()
    {
        const string Sentence = "'TorchWithout' runs modules of TorchSharp, but none of its packages has a libtorch, so that they would end in a DllNotFoundException: run 'dotnet add package TorchSharp-cpu', or add TorchSharp-cuda-windows or TorchSharp-cuda-linux.";
        var warning = Assert.Single(projects.Group.Of("TorchWithout"));
        Assert.Equal(("warning", "RAT0056", Sentence), (warning.Severity, warning.Code, warning.Text));
        Assert.Empty(projects.Group.Of("Torch"));
        Assert.Empty(projects.Group.Of("TorchElsewhere"));
        Assert.Empty(projects.Group.Of("TorchLibrary"));
    }

    internal static void AddTo(ProjectGroup group)
    {
        Add("Torch", "<PackageReference Include='TorchSharp-cpu' Version='0.107.0' />");
        Add("TorchWithout", "");
        Add("TorchElsewhere", "", "<NoWarn>$(NoWarn);RAT0056</NoWarn>");
        group.Add("TorchLibrary", "", $"<PackageReference Include='Rationale.Torch' Version='{Built.Version}' />", "public static class Library;");

        // Libraries of three systems lie in the package, of which links are made rather than copies of a gigabyte.
        void Add(string name, string libtorch, string properties = "") => group.Add(
            name,
            "<OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>" + properties,
            $"<PackageReference Include='Rationale.Torch' Version='{Built.Version}' />{libtorch}",
            Program);
    }
}
