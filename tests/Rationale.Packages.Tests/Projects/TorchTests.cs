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
    public void Without_a_libtorch_the_sentence_names_the_package_to_add() => Assert.Contains("TorchSharp-cpu", projects.Group.Run("TorchWithout"));

    internal static void AddTo(ProjectGroup group)
    {
        Add("Torch", "<PackageReference Include='TorchSharp-cpu' Version='0.107.0' />");
        Add("TorchWithout", "");

        // Libraries of three systems lie in the package, of which links are made rather than copies of a gigabyte.
        void Add(string name, string libtorch) => group.Add(
            name,
            "<OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>",
            $"<PackageReference Include='Rationale.Torch' Version='{Built.Version}' />{libtorch}",
            Program);
    }
}
