namespace Rationale.Samples.FSharpDigits

/// <summary>What the authors got on Decoy MNIST: accuracies in training and test.</summary>
module PaperNumbers =
    /// <summary>The unconstrained network, from the authors' notebook.</summary>
    let unconstrained = 0.99692, 0.51550

    /// <summary>With every decoy annotated and weight 1000, from the authors' notebook (figure 9).</summary>
    let constrained = 0.98202, 0.96070
