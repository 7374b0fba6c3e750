namespace Rationale.Storage;

/// <summary>Names that version 0.1 wrote to files, and what they are called now. Only reading knows them.</summary>
internal static class Version01
{
    /// <summary>The tensor with the sums of the loss terms, without the number of examples behind the number of steps.</summary>
    public const string LossSums = "losses";

    private static readonly Dictionary<string, string> Terms = new() { ["answers"] = "task", ["reasons"] = "explanation" };

    private static readonly Dictionary<string, string> Hyperparameters = new()
    {
        ["explanationWeight"] = "coefficient.explanation",
        ["robustnessWeight"] = "coefficient.robustness",
    };

    /// <summary>The name of a term of the objective.</summary>
    public static string Term(string name) => Terms.GetValueOrDefault(name, name);

    /// <summary>The name of what a training was asked to do.</summary>
    public static string Hyperparameter(string name) => Hyperparameters.GetValueOrDefault(name, name);
}
