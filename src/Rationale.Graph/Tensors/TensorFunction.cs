namespace Rationale.Graph.Tensors;

/// <summary>A function of a program's text: the calls of one stage.</summary>
/// <param name="Name">Its name, which says its stage: <c>setup</c>, <c>once_0</c>, <c>examples_0</c>.</param>
/// <param name="Stage">When it runs.</param>
/// <param name="Arguments">Names of the tensors that it is called with, in the order of its parameters.</param>
internal sealed record TensorFunction(string Name, TensorStage Stage, EquatableArray<string> Arguments)
{
    /// <summary>The name of the function of a stage.</summary>
    internal static string NameOf(TensorStage stage) => stage == TensorStage.Setup ? "setup" : FormattableString.Invariant($"{(stage.OnRows ? "examples" : "once")}_{stage.Level}");

    /// <summary>The stage that a name says.</summary>
    internal static TensorStage StageOf(string name) => name == "setup"
        ? TensorStage.Setup
        : new TensorStage(int.Parse(name.Substring(name.IndexOf('_') + 1), System.Globalization.CultureInfo.InvariantCulture), name.StartsWith("examples", StringComparison.Ordinal));
}
