namespace Rationale.Analyzers.Tests;

/// <summary>Sources of TorchSharp modules.</summary>
internal static class Module
{
    /// <summary>What stands at the top of such a source.</summary>
    public const string Usings = """
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;
        using F = TorchSharp.torch.nn.functional;

        """;

    /// <summary>A module of examples of four features and two classes.</summary>
    /// <param name="members">Its fields, and a constructor if it has one of its own.</param>
    /// <param name="forward">The body of its forward.</param>
    /// <param name="attributes">Its attributes.</param>
    public static string Create(string members, string forward, string attributes = "[Classifier(2)] [Input(4)]") => $$"""
        {{Usings}}
        {{attributes}}
        public partial class Net : Module<Tensor, Tensor>
        {
            {{members}}
            public override Tensor forward(Tensor x) {{forward}}
        }
        """;

    /// <summary>A self-explaining module, which has no forward.</summary>
    /// <param name="members">Its members.</param>
    /// <param name="attributes">Its attributes.</param>
    public static string CreateConcepts(string members, string attributes) => $$"""
        {{Usings}}
        {{attributes}}
        public partial class Net : Module<Tensor, Tensor>
        {
            {{members}}
        }
        """;
}
