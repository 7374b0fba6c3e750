namespace Rationale.Analyzers.Tests;

/// <summary>Sources of programs over TorchSharp.</summary>
internal static class Code
{
    /// <summary>What stands at the top of such a source.</summary>
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;

        """ + Analyzers.Tests.Module.Usings;

    /// <summary>A method over TorchSharp.</summary>
    /// <param name="body">Its body, braces included.</param>
    /// <param name="signature">Its signature.</param>
    public static string Method(string body, string signature = "static void Run(Linear model, Tensor x, torch.Device device)") => $$"""
        {{Usings}}
        public static class Program
        {
            {{signature}}
            {{body}}
        }
        """;

    /// <summary>A module that is no model.</summary>
    /// <param name="members">Fields, properties and constructors.</param>
    /// <param name="forward">The body of its forward.</param>
    public static string Module(string members, string forward) => $$"""
        {{Usings}}
        public class Net : Module<Tensor, Tensor>
        {
            {{members}}
            public override Tensor forward(Tensor x) {{forward}}
        }
        """;

    /// <summary>A model of examples of four features and two classes, as it compiles beside what is generated.</summary>
    /// <param name="members">Its fields.</param>
    /// <param name="forward">The body of its forward.</param>
    /// <param name="attributes">Its attributes.</param>
    public static string Model(string members, string forward, string attributes = "[Classifier(2)] [Input(4)]") => $$"""
        {{Usings}}
        {{attributes}}
        public partial class Net : Module<Tensor, Tensor>
        {
            {{members}}
            public Net() : base("net") { }
            public override Tensor forward(Tensor x) {{forward}}
        }
        """;
}
