/// Grants or declines a loan.
module RationaleApp.LoanModel

open Rationale.FSharp

/// The weight of the constraint says how much it costs when an answer depends on what the training data forbid: here, the branch.
let definition =
    classifier 2 {
        input 3
        dense 16
        relu
        dense 2
        explainConstraint 10.0
        train(epochs = 100, learningRate = 0.01)
    }
