namespace Rationale.Analyzers.Tests;

/// <summary>Sources of programs over the runtime.</summary>
internal static class RuntimeCode
{
    /// <summary>A method of such a program.</summary>
    /// <param name="body">Its body, braces included.</param>
    /// <param name="signature">Its signature.</param>
    public static string Method(string body, string signature = "static object? Run(ModelSpecification specification, float[] row, bool[] mask)") => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using Rationale.Graph;
        using Rationale.Graph.Models;
        using Rationale.Smoothing;
        using Rationale.Torch.Smoothing;
        using Rationale.Training;
        using TorchSharp;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        public static class Program
        {
            {{signature}}
            {{body}}
        }
        """;
}
