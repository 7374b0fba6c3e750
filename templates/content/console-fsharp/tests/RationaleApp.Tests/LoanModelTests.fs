namespace RationaleApp.Tests

open System.Threading.Tasks
open RationaleApp
open Xunit

/// What the model answers, and why.
type LoanModelTests() =
    let model = LoanModel.definition.Create(seed = 1UL)

    [<Fact>]
    member _.``Most answers are right although the branch says nothing any more``() =
        Assert.True(model.Evaluate(LoanData.test 1000 2).Accuracy > 0.8)

    [<Fact>]
    member _.``The income counts and the branch does not``() =
        let explanation = model.Explain [| 1.2f; 0.5f; 0.0f |]

        Assert.Equal("income", explanation.Top(1).[0].Name)
        Assert.True(abs explanation.Values.[2] < 0.1f * abs explanation.Values.[0])

    interface IAsyncLifetime with
        member _.InitializeAsync() =
            ValueTask(model.TrainAsync(LoanData.training 1000 1) :> Task)

    interface System.IAsyncDisposable with
        member _.DisposeAsync() =
            model.Dispose()
            ValueTask.CompletedTask
