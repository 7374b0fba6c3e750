using Rationale.Generators.Reading;

namespace Rationale.Generators.Tests.Reading.Modules;

/// <summary>
/// Modules as they look while someone types, and with numbers that no module can have: the reader must not throw, because an exception in it would take the code of every model away.
/// </summary>
public sealed class ModuleFuzzTests
{
    private const int Rounds = 200;

    private static readonly string[] Numbers = ["0", "-1", "2147483647", "99999999999", "int.MinValue / -1", "1.5", "null", "missing", "\"text\"", "(2, 3)", "[1, 2, 3]", "default", "x", "1 / 0", "5 % 0", "true"];

    private static readonly string[] Pieces = [";", "}", "{", "(", ")", " => ", "x", "return ", "this.", "forward", "call(x)", "[0]", "static ", "ref ", "await ", "?", "var (a, b) = x;", "throw", "yield return x;", "x = null;", "using ", "new()", "base."];

    [Theory]
    [InlineData(1)]
    [InlineData(20261123)]
    public void A_module_that_is_half_typed_does_not_stop_the_reader(int seed)
    {
        var random = new Random(seed);
        var sources = ModuleShapes.All.Values.Append(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "Modules", "Modules.cs"))).ToArray();
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var source = sources[random.Next(sources.Length)];
            for (var edit = random.Next(1, 4); edit > 0; edit--)
            {
                source = Edited(source, random);
            }

            var compilation = TestCompilation.Create(source);
            foreach (var type in compilation.GetSymbolsWithName(_ => true, Microsoft.CodeAnalysis.SymbolFilter.Type, TestContext.Current.CancellationToken).OfType<Microsoft.CodeAnalysis.INamedTypeSymbol>())
            {
                try
                {
                    var result = ModelReader.Read(type, TestContext.Current.CancellationToken);
                    read += result.Declaration?.Module?.Reason is null ? 0 : 1;
                    Assert.False(result.Declaration is not null && result.Problems.Any(problem => problem.Blocks));
                }
                catch (Exception exception) when (exception is not Xunit.Sdk.IAssertionException)
                {
                    Assert.Fail($"{exception}\n{source}");
                }
            }
        }

        Assert.True(read > Rounds / 20, $"only {read} modules were read and not understood");
    }

    private static string Edited(string source, Random random)
    {
        var at = random.Next(source.IndexOf("namespace", StringComparison.Ordinal), source.Length);
        switch (random.Next(4))
        {
            case 0:
                return source.Remove(at, Math.Min(random.Next(1, 12), source.Length - at));
            case 1:
                return source.Insert(at, Pieces[random.Next(Pieces.Length)]);
            case 2 when source.LastIndexOf(';', at) is > 0 and var end:
                // A whole line goes.
                return source.Remove(end, Math.Max(0, at - end));
            default:
                // A number becomes another one.
                while (at < source.Length && !char.IsDigit(source[at]))
                {
                    at++;
                }

                return at == source.Length ? source : source.Remove(at, 1).Insert(at, Numbers[random.Next(Numbers.Length)]);
        }
    }
}
