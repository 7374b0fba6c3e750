namespace Rationale;

/// <summary>Marks a class nested in a classifier with [Counterfactual] whose layers lead from an image to an image, both between −1 and 1. That of a star gets one more channel for each class.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class TranslatorGeneratorAttribute : Attribute
{
    /// <summary>The <see cref="CounterfactualAttribute.Name"/> of the translator whose network it is, where a class has several.</summary>
    /// <value>The default is null: of all that have none of their own.</value>
    public string? Translator { get; set; }
}

/// <summary>Marks a class nested in a classifier with [Counterfactual] whose layers lead from an image to a map that is 1 where it looks real; that of a star has a channel for each class.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class TranslatorDiscriminatorAttribute : Attribute
{
    /// <summary>The <see cref="CounterfactualAttribute.Name"/> of the translator whose network it is, where a class has several.</summary>
    /// <value>The default is null: of all that have none of their own.</value>
    public string? Translator { get; set; }
}
