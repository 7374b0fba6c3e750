/// A model declared in F# is the class with the same attributes: the same specification, the same losses, the same parameters bit for bit.
module Rationale.FSharp.Tests.ParityTests

open System
open System.Reflection
open System.Threading.Tasks
open Rationale
open Rationale.FSharp
open Rationale.Graph.Counterfactuals
open Rationale.Storage
open Rationale.Training
open Xunit

let names: TheoryData<string> = TheoryData<string>(Declared.names)

let private bits (values: Span<float32>) = values.ToArray() |> Array.map BitConverter.SingleToInt32Bits

let private train (model: IModel) =
    task {
        let data = Data.forModel model.Specification
        let options = TrainingOptions().With(epochs = 2, batchSize = 8, seed = 3UL, validation = data)
        let! result = model.TrainAsync(data, options)
        return [ for record in result.History -> record.Losses |> Seq.map (fun loss -> loss.Key, loss.Value) |> List.ofSeq ], bits model.Parameters.Values
    }

[<Fact>]
let ``Every model of the other project is declared here too`` () =
    let classes =
        typeof<Models.Digits>.Assembly.GetExportedTypes() |> Array.filter (fun found -> found.IsAssignableTo typeof<IModel>) |> Array.map _.Name |> Array.sort

    Assert.True(classes.Length > 10, $"{classes.Length} models")
    Assert.Equal<string list>(List.ofArray classes, List.sort Declared.names)

[<Theory; MemberData("names")>]
let ``The specifications are equal`` name =
    let declaration, create = Declared.find name
    use model = create 0UL
    Assert.Equal(model.Specification, declaration.Specification)

[<Theory; MemberData("names")>]
let ``Two epochs give the same losses and the same bits`` name : Task =
    task {
        let declaration, create = Declared.find name
        use declared = create 4UL
        use built = declaration.Create(seed = 4UL)
        Assert.Equal<int[]>(bits declared.Parameters.Values, bits built.Parameters.Values)
        let before = bits built.Parameters.Values
        let! expected, expectedBits = train declared
        let! losses, parameters = train built
        Assert.NotEmpty losses
        Assert.Equal<(string * float) list list>(expected, losses)
        Assert.NotEqual<int[]>(before, parameters)
        Assert.Equal<int[]>(expectedBits, parameters)
    }

[<Theory>]
[<InlineData("Translated", "Translator")>]
[<InlineData("TranslatedAll", "Translator")>]
[<InlineData("TranslatedTwice", "ZeroToOne")>]
[<InlineData("TranslatedTwice", "Star")>]
let ``The translators are equal`` name (translatorName: string) =
    let declaration, create = Declared.find name
    use model = create 0UL
    let property = model.GetType().GetProperty(translatorName + "Specification", BindingFlags.Public ||| BindingFlags.Static)
    Assert.NotNull property
    let expected = nonNull ((nonNull property).GetValue null) :?> TranslatorSpecification
    Assert.Equal(expected, declaration.Translators[translatorName])
    use translator = declaration.CreateTranslator(seed = 1UL, name = translatorName)
    Assert.NotEqual(0, translator.Parameters.Length)

[<Fact>]
let ``A file of the class is loaded by the declaration, and the other way around`` () =
    let declaration, create = Declared.find "Constrained"
    let file = IO.Path.GetTempFileName()

    try
        use declared = create 7UL
        declared.Save file
        use loaded = declaration.Load file
        Assert.Equal<int[]>(bits declared.Parameters.Values, bits loaded.Parameters.Values)
        loaded.Initialize 8UL
        loaded.Save file
        declared.Load file
        Assert.Equal<int[]>(bits loaded.Parameters.Values, bits declared.Parameters.Values)
        let other, _ = Declared.find "Prior"
        Assert.Contains("Prior", Assert.Throws<ArchitectureMismatchException>(fun () -> other.Load(file).Dispose()).Message)
    finally
        IO.File.Delete file
