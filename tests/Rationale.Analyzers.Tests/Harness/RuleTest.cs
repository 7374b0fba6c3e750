using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Rationale.Analyzers.Tests;

/// <summary>Runs one analyzer over source in which <c>{|RAT0100:span|}</c> marks what must be reported, by the testing package of the compiler: it compiles the source, and checks that a pragma silences the rule.</summary>
internal static class RuleTest<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>Checks that exactly what is marked is reported; nothing, where nothing is.</summary>
    public static Task ReportsAsync(string marked) => new AnalyzerTest { TestCode = Verify.Using + marked }.RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Checks that <c>{|#0:span|}</c> is reported with a message.</summary>
    public static Task ReportsAsync(DiagnosticDescriptor rule, string marked, string message) => new AnalyzerTest
    {
        TestCode = Verify.Using + marked,
        ExpectedDiagnostics = { new DiagnosticResult(rule).WithLocation(0).WithMessage(message).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations) },
    }.RunAsync(TestContext.Current.CancellationToken);

    private sealed class AnalyzerTest : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    {
        public AnalyzerTest() => RuleTest.Prepare(this);
    }
}

/// <summary>Applies a fix to marked source, one place after the other and to all of a document, a project and a solution at once.</summary>
internal static class FixTest<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>Checks that all that is marked is fixed.</summary>
    public static Task ChangesAsync(string marked, string after) => new Test { TestCode = Verify.Using + marked, FixedCode = Verify.Using + after }.RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Checks that what is marked is left as it is.</summary>
    public static Task OffersNothingAsync(string marked) => ChangesAsync(marked, marked);

    private sealed class Test : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    {
        public Test() => RuleTest.Prepare(this);
    }
}

/// <summary>What all tests by the testing package share.</summary>
internal static class RuleTest
{
    /// <summary>Compiles sources as all tests do.</summary>
    public static void Prepare<TVerifier>(Microsoft.CodeAnalysis.Testing.AnalyzerTest<TVerifier> test)
        where TVerifier : IVerifier, new()
    {
        // The packages of a target framework would be downloaded; the running one is here.
        test.ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        test.TestState.AdditionalReferences.AddRange(TestCompilation.References);
        test.SolutionTransforms.Add((solution, project) => solution
            .WithProjectParseOptions(project, TestCompilation.ParseOptions)
            .WithProjectCompilationOptions(project, TestCompilation.Options));
    }
}
