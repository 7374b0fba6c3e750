namespace Rationale.Samples.FSharpConsumer

open System
open System.Threading
open Rationale
open Rationale.Attribution
open Rationale.Data
open Rationale.FSharp
open Rationale.Samples
open Rationale.Training

/// <summary>What is done with the generated classes. One that only needs what every model has takes them as <see cref="T:Rationale.IModel"/>.</summary>
module LoanRuns =
    /// <summary>Trains a model, and gives it back.</summary>
    /// <param name="options">What to change from the defaults of its attributes.</param>
    /// <param name="learn">Loans to learn from.</param>
    /// <param name="progress">Told about progress.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    /// <param name="model">The model.</param>
    let train<'Model when 'Model :> IModel> (options: TrainingOptions) (learn: Dataset) (progress: IProgress<TrainingProgress>) (cancellationToken: CancellationToken) (model: 'Model) =
        task {
            let! _ = model.TrainAsync(learn, options, progress, cancellationToken)
            return model
        }

    /// <summary>Measures a model in the books and in use, and how much of its explanations is about the leak.</summary>
    /// <param name="results">The table that gets a row.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="books">Loans that are closed.</param>
    /// <param name="applicants">Loans that are not.</param>
    /// <param name="model">The model.</param>
    let measure (results: ResultTable) name (books: Dataset) (applicants: Dataset) (model: IModel) =
        let importance = model.GlobalImportance(books, Saliency())
        let means = [ for index in 0 .. importance.Count - 1 -> importance[index].Mean ]
        let leak = means[List.findIndex ((=) "reminders") LoanData.features]

        results
            .Add(name)
            .With("booksAccuracy", model.Evaluate(books).Accuracy)
            .With("useAccuracy", model.Evaluate(applicants).Accuracy)
            .With("leakShare", leak / List.sum means)
        |> ignore

    /// <summary>What each feature adds to the prediction for an applicant, the largest first.</summary>
    /// <param name="applicants">Loans that are not closed.</param>
    /// <param name="example">Which of them.</param>
    /// <param name="model">A model that explains itself: <c>ExplainConcepts</c> is a member of its class only.</param>
    let contributions (applicants: Dataset) example (model: SelfExplainingLoans) =
        let explanation = model.ExplainConcepts(applicants.Features.Row example)

        LoanData.features
        |> List.mapi (fun concept name -> name, explanation.Contribution concept)
        |> List.sortByDescending (snd >> abs)

    /// <summary>The smallest explanation along the ranking of the gradients that stays what it is when any one feature is added or taken away, where there is one.</summary>
    /// <param name="applicants">Loans that are not closed.</param>
    /// <param name="example">Which of them.</param>
    /// <param name="model">A model of votes: <c>Smoothed</c> is a member of its class only.</param>
    let certified (applicants: Dataset) example (model: SmoothedLoans) =
        let row = applicants.Features.Row example
        let ranking = Ranking.Order((model.Explain row).Values.ToArray(), absolute = true) |> List.ofArray

        model.Smoothed.SmallestCertified(row, ranking)
        |> Option.map (fun explanation -> [ for feature, kept in Seq.zip LoanData.features explanation.Mask do if kept then feature ])
