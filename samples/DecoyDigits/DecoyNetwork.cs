using Rationale.Training;

namespace Rationale.Samples.DecoyDigits;

/// <summary>A trained network and what was measured on it.</summary>
public sealed class DecoyNetwork : IDisposable
{
    /// <summary>Name of the number that tells how many predictions depend on the shade.</summary>
    public const string ChangedByDecoy = "changedByDecoy";

    /// <summary>Name of the number that tells how much of explanations lies on the block.</summary>
    public const string OnBlock = "onBlock";

    private DecoyNetwork(string name, DecoyDigitsModel model, TrainingResult training) => (Name, Model, Training) = (name, model, training);

    /// <summary>What it is called in tables.</summary>
    public string Name { get; }

    /// <summary>The network.</summary>
    public DecoyDigitsModel Model { get; }

    /// <summary>What the training did.</summary>
    public TrainingResult Training { get; }

    /// <summary>Trains a network as the paper does: the same contiguous batches in every epoch.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="sets">The digits.</param>
    /// <param name="weight">λ₁; zero leaves it unconstrained.</param>
    /// <param name="seed">Seed of the initial parameters.</param>
    /// <param name="display">Shows the training.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    public static async Task<DecoyNetwork> TrainAsync(string name, DecoySets sets, double weight, ulong seed, TrainingDisplay display, CancellationToken cancellationToken)
    {
        var model = new DecoyDigitsModel(seed);
        var options = new TrainingOptions { Epochs = sets.Epochs, ExplanationWeight = weight, Shuffle = false, Device = sets.Device };
        var result = await model.TrainAsync(sets.Train, options, display.Training(name), cancellationToken).ConfigureAwait(false);
        return new DecoyNetwork(name, model, result);
    }

    /// <summary>Measures it, as a row of a table.</summary>
    /// <param name="results">The table.</param>
    /// <param name="sets">The digits.</param>
    /// <param name="paper">The paper's accuracies.</param>
    public void AddTo(ResultTable results, DecoySets sets, (double Train, double Test) paper) => results.Add(Name)
        .With("trainAccuracy", Model.Evaluate(sets.Train).Accuracy, paper.Train)
        .With("testAccuracy", Model.Evaluate(sets.Test).Accuracy, paper.Test)
        .With(ChangedByDecoy, DecoyReading.ChangedByDecoy(Model, sets.Test))
        .With(OnBlock, DecoyReading.MeanShareOnBlock(Model, sets.Test, results.Seed))
        .With("seconds", Training.Elapsed.TotalSeconds);

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}
