namespace Rationale.Packages.Tests.Projects;

/// <summary>The packages in a program in F#, where nothing is generated.</summary>
[Collection(typeof(UserProjects))]
public sealed class FSharpTests(UserProjects projects)
{
    /// <summary>A model.</summary>
    internal const string Declaration = """
        open Rationale.FSharp
        open Rationale.Data

        let loans =
            classifier 2 {
                input 3
                dense 16
                relu
                dense 2
                explainConstraint 10.0
                train(epochs = 100, learningRate = 0.01)
            }

        """;

    private const string Program = Declaration + """
        let random = System.Random 1
        let labels = Array.init 1000 (fun i -> i % 2)

        let draw leaked =
            let values =
                labels
                |> Array.collect (fun label -> [| float32 label + 1.5f * random.NextSingle(); random.NextSingle(); float32 (if leaked then label else random.Next 2) |])

            Dataset.ForClassification(FeatureMatrix.FromArray(values, 3), labels).WithFeatureNames([ "income"; "age"; "branch" ] |> List.toArray)

        let learn = (draw true).WithAnnotationMask(FeatureMatrix.Repeat([| 0.0f; 0.0f; 1.0f |], labels.Length))
        let model = loans.Create(seed = 1UL)
        model.TrainAsync(learn).Wait()
        printfn $"accuracy %.2f{model.Evaluate(draw false).Accuracy}, above all %s{model.Explain([| 1.2f; 0.5f; 0.0f |]).Top(1).[0].Name}"

        """;

    [Fact]
    public void A_program_trains_and_explains() => Assert.Matches(@"^accuracy 0\.8[0-9], above all income$", projects.Group.Run("LoansInFSharp"));

    internal static void AddTo(ProjectGroup group) =>
        group.Add("LoansInFSharp", "<OutputType>Exe</OutputType>", $"<PackageReference Include='Rationale.FSharp' Version='{Built.Version}' />", Program, language: "fs");
}
