using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Rationale.Models;

/// <summary>
/// The activity source <c>Rationale</c>: what a model is asked, and its trainings, as spans of a trace. Costs nothing while nobody listens.
/// </summary>
internal static class ModelActivities
{
    /// <summary>The work that a certificate is: its passes, 2q for each example, are no spans of their own.</summary>
    private const string Certification = "rationale.certification";

    private static readonly ActivitySource Source = new("Rationale");

    /// <summary>Begins a pass over a batch; null where nobody listens, and within a certificate.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="key">What the program of the pass is known by.</param>
    /// <param name="examples">Examples of the pass.</param>
    public static Activity? Pass(string model, object key, int examples) =>
        Source.HasListeners() && Activity.Current?.OperationName != Certification ? Begin("rationale." + NameOf(key), model)?.SetTag("rationale.examples", examples) : null;

    /// <summary>Begins certificates.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="examples">How many examples get one.</param>
    public static Activity? Certificates(string model, int examples) => Begin(Certification, model)?.SetTag("rationale.examples", examples);

    /// <summary>Begins a training.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="epochs">Epochs that were asked for.</param>
    public static Activity? Training(string model, int epochs) => Begin("rationale.training", model)?.SetTag("rationale.epochs", epochs);

    /// <summary>What a pass is called, in spans and in figures.</summary>
    /// <param name="key">What its program is known by: its name, a target, or a tuple that begins with either.</param>
    public static string NameOf(object key) => (key is ITuple { Length: > 0 } tuple ? tuple[0] : key) as string ?? "explanation";

    private static Activity? Begin(string name, string model) => Source.StartActivity(name)?.SetTag("rationale.model", model);
}
