using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Graph;

namespace Rationale.Generators.Interception;

/// <summary>
/// Puts checked calls in the place of those that end the process where TorchSharp makes them and something is wrong. They are interceptors of C#: the project names their namespace, as
/// the targets of the package do, and the text of the user stays as it is.
/// </summary>
internal static class GuardedCalls
{
    /// <summary>The namespace of the interceptors.</summary>
    public const string Namespace = "Rationale.Torch.Interceptors";

    private const string Guarded = "Rationale.Torch.Guarded";

    /// <summary>Finds the calls of a project that references the torch target, and writes one file for all of them.</summary>
    public static void Register(IncrementalGeneratorInitializationContext context) => context.RegisterImplementationSourceOutput(
        context.SyntaxProvider.CreateSyntaxProvider(static (node, _) => CouldBe(node), Find).Where(static call => call is not null).Collect(),
        static (output, calls) =>
        {
            if (calls.Length > 0)
            {
                output.AddSource("GuardedCalls.g.cs", GuardedCallsFile.Write(new EquatableArray<GuardedCall>(calls.Select(call => call!))));
            }
        });

    private static bool CouldBe(SyntaxNode node) => node is InvocationExpressionSyntax { Expression: var called } && (called switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax member => member.Name,
        _ => called as SimpleNameSyntax,
    })?.Identifier.ValueText is { } name && GuardedMethod.All.Any(method => method.Name == name);

    private static GuardedCall? Find(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var invocation = (InvocationExpressionSyntax)context.Node;
        return invocation.SyntaxTree.Options.Features.TryGetValue("InterceptorsNamespaces", out var allowed)
            && allowed.Split(';').Contains(Namespace)
            && context.SemanticModel.Compilation.GetTypeByMetadataName(Guarded) is { } guarded && !SymbolEqualityComparer.Default.Equals(guarded.ContainingAssembly, context.SemanticModel.Compilation.Assembly)
            && context.SemanticModel.GetSymbolInfo(invocation, cancellationToken).Symbol is IMethodSymbol symbol
            && GuardedMethod.All.FirstOrDefault(method => method.Is(symbol)) is { } method
            && context.SemanticModel.GetInterceptableLocation(invocation, cancellationToken) is { } location
                ? new GuardedCall(method, location.GetInterceptsLocationAttributeSyntax(), location.GetDisplayLocation())
                : null;
    }
}

/// <summary>A call that is replaced.</summary>
/// <param name="Method">What is called.</param>
/// <param name="Attribute">The attribute that names the place, as code.</param>
/// <param name="Place">The place in words.</param>
internal sealed record GuardedCall(GuardedMethod Method, string Attribute, string Place);
