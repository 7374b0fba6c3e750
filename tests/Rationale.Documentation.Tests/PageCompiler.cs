using System.Collections.Concurrent;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Generators;

namespace Rationale.Documentation.Tests;

/// <summary>Compiles the blocks of a page one after another, with the generator, each with what was given and declared above it.</summary>
internal sealed class PageCompiler
{
    private static readonly string[] ImplicitUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks", "Rationale", "Rationale.Data", "Rationale.Training"];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Parse);

    private static readonly CSharpCompilationOptions Options = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly Lazy<IReadOnlyList<MetadataReference>> Everything = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("xunit", StringComparison.OrdinalIgnoreCase) && !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    private static readonly string[] Optional = ["Rationale.Gpu", "Rationale.Torch"];

    private readonly DocumentationPage _page;
    private readonly string? _namespace;
    private readonly IReadOnlyList<MetadataReference> _references;
    private readonly List<string> _usings = [.. ImplicitUsings.Select(name => $"using {name};")];
    private readonly Dictionary<string, List<MemberDeclarationSyntax>> _types = [];
    private readonly Dictionary<string, string> _variables = [];

    /// <summary>
    /// Checksums of files whose method bodies have no errors: what the generator writes for a model is the same in each block of a page and on pages that show the same model, and is compiled once. It uses
    /// nothing but the library and the model's own members, which are among the declarations that every compilation is asked about. In a namespace its bodies are the same again, and are left out: that
    /// they compile there is what the generator's own tests ask of every shape of a model.
    /// </summary>
    private static readonly ConcurrentDictionary<string, bool> Compiled = new();

    private GeneratorDriver _driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: ParseOptions);

    private PageCompiler(DocumentationPage page, string? ofNamespace)
    {
        (_page, _namespace) = (page, ofNamespace);

        // What is generated depends on the targets that a project references: most do without.
        var text = string.Join('\n', page.Parts.Select(part => part.Block.Text));
        _references = [.. Everything.Value.Where(reference =>
            Optional.All(name => !reference.Display!.EndsWith($"{name}.dll", StringComparison.Ordinal) || text.Contains(name, StringComparison.Ordinal)))];
    }

    /// <summary>The errors of a page, each with page and line.</summary>
    /// <param name="page">The page.</param>
    /// <param name="ofNamespace">The namespace that the code stands in; null for none.</param>
    public static IReadOnlyList<string> Errors(DocumentationPage page, string? ofNamespace)
    {
        var compiler = new PageCompiler(page, ofNamespace);
        return [.. page.Parts.SelectMany(part => part.IsGiven ? compiler.Give(part.Block) : compiler.Compile(part.Block))];
    }

    /// <summary>The errors of pages that stand side by side, each in a namespace of its own.</summary>
    /// <param name="pages">The pages.</param>
    public static IReadOnlyList<string> ErrorsSideBySide(IReadOnlyList<DocumentationPage> pages)
    {
        var compilers = pages.Select(page => new PageCompiler(page, "Reader." + Path.GetFileNameWithoutExtension(page.Path))).ToList();
        return [.. compilers[0].Diagnose([.. compilers.Select(compiler => compiler.WriteAll())]).Errors.Select(compilers[0].Describe)];
    }

    private IEnumerable<string> Give(CodeBlock given)
    {
        var unit = Parse(given);
        Declare(unit);
        foreach (var statement in Statements(unit).OfType<LocalDeclarationStatementSyntax>())
        {
            foreach (var variable in statement.Declaration.Variables)
            {
                _variables[variable.Identifier.Text] = statement.Declaration.Type.ToString();
            }
        }

        return Mistakes(unit);
    }

    private IReadOnlyList<string> Compile(CodeBlock block)
    {
        var unit = Parse(block);

        if (Mistakes(unit) is { Count: > 0 } errors)
        {
            return errors;
        }

        Declare(unit);
        var (output, found) = Diagnose([Write(Statements(unit))]);
        Remember(output.GetSemanticModel(output.SyntaxTrees[0]), output.SyntaxTrees[0]);
        return [.. found.Select(Describe)];
    }

    /// <summary>Compiles a page as one program and runs it from top to bottom.</summary>
    /// <param name="page">The page.</param>
    /// <param name="change">What to change in its code first, such as where files lie.</param>
    public static async Task RunAsync(DocumentationPage page, Func<string, string> change)
    {
        var compiler = new PageCompiler(page, "Reader");
        var (output, errors) = compiler.Diagnose([change(compiler.WriteAll())]);
        Assert.Empty(errors.Select(compiler.Describe));
        var context = new AssemblyLoadContext("page", isCollectible: true);
        try
        {
            using var stream = new MemoryStream();
            Assert.True(output.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
            stream.Position = 0;
            var run = context.LoadFromStream(stream).GetType("Reader.Page", throwOnError: true)!.GetMethod("Run")!;
            await (Task)run.Invoke(null, null)!;
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>All of a page as one file.</summary>
    private string WriteAll()
    {
        var units = _page.Parts.Select(part => (part.IsGiven, Unit: Parse(part.Block))).ToList();
        foreach (var (_, unit) in units)
        {
            Declare(unit);
        }

        return Write(units.Where(unit => !unit.IsGiven).SelectMany(unit => Statements(unit.Unit)));
    }

    /// <summary>Compiles files with what the generator writes for them.</summary>
    private (CSharpCompilation Output, IReadOnlyList<Diagnostic> Errors) Diagnose(IReadOnlyList<string> files)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var trees = files.Select((file, index) => CSharpSyntaxTree.ParseText(file, ParseOptions, $"/Page{index}.cs"));
        _driver = _driver.RunGeneratorsAndUpdateCompilation(CSharpCompilation.Create("Page", trees, _references, Options), out var output, out _, cancellation);
        var written = output.SyntaxTrees.Take(_namespace is null ? int.MaxValue : files.Count);
        var all = output.GetParseDiagnostics(cancellation).Concat(output.GetDeclarationDiagnostics(cancellation)).Concat(written.SelectMany(Bodies));
        return ((CSharpCompilation)output, [.. all.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)]);

        IEnumerable<Diagnostic> Bodies(SyntaxTree tree)
        {
            var checksum = Convert.ToHexString(tree.GetText(cancellation).GetContentHash().AsSpan());
            if (Compiled.ContainsKey(checksum))
            {
                return [];
            }

            var found = output.GetSemanticModel(tree).GetMethodBodyDiagnostics(cancellationToken: cancellation);
            if (found.All(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error))
            {
                Compiled[checksum] = true;
            }

            return found;
        }
    }

    /// <summary>Errors of syntax. A page may show a class first and then how it is used, which a file of a program may not (CS8803).</summary>
    private List<string> Mistakes(CompilationUnitSyntax unit) =>
        [.. unit.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS8803").Select(Describe)];

    private CompilationUnitSyntax Parse(CodeBlock block) =>
        CSharpSyntaxTree.ParseText(block.Text, ParseOptions, $"{block.Page}:{block.Line}").GetCompilationUnitRoot(TestContext.Current.CancellationToken);

    private static IEnumerable<StatementSyntax> Statements(CompilationUnitSyntax unit) => unit.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement);

    /// <summary>Takes over usings and types. A part of a class joins the parts above it; a class with a task of its own, or one that has no parts, takes the place of one of the same name.</summary>
    private void Declare(CompilationUnitSyntax unit)
    {
        _usings.AddRange(unit.Usings.Select(use => use.ToString()).Where(use => !_usings.Contains(use)));
        foreach (var member in unit.Members.Where(member => member is not GlobalStatementSyntax))
        {
            var name = (member as BaseTypeDeclarationSyntax)?.Identifier.Text ?? member.ToString();
            if (!_types.TryGetValue(name, out var parts) || !member.Modifiers.Any(SyntaxKind.PartialKeyword) || HasTask(member))
            {
                _types[name] = parts = [];
            }

            parts.Add(member);
        }
    }

    private static bool HasTask(MemberDeclarationSyntax member) =>
        member.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "Classifier" or "Regressor");

    private string Write(IEnumerable<StatementSyntax> statements)
    {
        var text = new StringBuilder();
        text.AppendJoin('\n', _usings).Append('\n').Append(_namespace is null ? "" : $"namespace {_namespace};\n");
        foreach (var part in _types.Values.SelectMany(parts => parts))
        {
            Append(text, part);
        }

        text.Append("public static class Page {\n");
        foreach (var (name, type) in _variables)
        {
            text.Append($"public static {type} {name} = default!;\n");
        }

        text.Append("public static async System.Threading.Tasks.Task Run() {\n");
        foreach (var statement in statements)
        {
            Append(text, statement);
        }

        return text.Append("\n#line hidden\nawait System.Threading.Tasks.Task.CompletedTask; } }\n").ToString();
    }

    /// <summary>Code with where it stands on the page.</summary>
    private static void Append(StringBuilder text, SyntaxNode node)
    {
        var path = node.SyntaxTree.FilePath;
        var colon = path.LastIndexOf(':');
        var line = int.Parse(path.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture) + node.SyntaxTree.GetLineSpan(node.FullSpan).StartLinePosition.Line;
        text.Append($"\n#line {line} \"{path[..colon]}\"\n").Append(node.ToFullString()).Append('\n');
    }

    /// <summary>What a block has declared, for the blocks below it.</summary>
    private void Remember(SemanticModel model, SyntaxTree tree)
    {
        var run = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single(method => method.Identifier.Text == "Run" && method.Parent is ClassDeclarationSyntax { Identifier.Text: "Page" });
        foreach (var designation in run.Body!.Statements.SelectMany(statement => statement.DescendantNodes(node => node is not (BlockSyntax or AnonymousFunctionExpressionSyntax))))
        {
            if (designation is VariableDeclaratorSyntax or SingleVariableDesignationSyntax && model.GetDeclaredSymbol(designation) is ILocalSymbol { Type: { TypeKind: not TypeKind.Error, IsAnonymousType: false, IsRefLikeType: false } type } local)
            {
                _variables[local.Name] = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
            }
        }
    }

    private string Describe(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetMappedLineSpan();
        return span.Path.LastIndexOf(':') is var colon and > 0
            ? $"{span.Path[..colon]}:{int.Parse(span.Path.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture) + span.StartLinePosition.Line}: {diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"
            : $"{(span.HasMappedPath ? span.Path : $"{_page.Path}, {span.Path}")}:{span.StartLinePosition.Line + 1}: {diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
