namespace Rationale;

/// <summary>How images are translated from class to class.</summary>
public enum TranslatorKind
{
    /// <summary>A cycle-GAN between two classes: two generators and two discriminators (Zhu et al. 2017).</summary>
    Pair,

    /// <summary>One generator for all classes, which is told the class to make, and one discriminator with a branch for each class (Choi et al. 2018 and 2020).</summary>
    Star,
}
