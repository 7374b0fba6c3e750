using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ModuleMembersAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class ModulesInPlainCollectionTests
{
    private const string Constructor = "public Net() : base(\"net\") => RegisterComponents();";
    private const string Forward = "{ foreach (var layer in layers) { x = layer.call(x); } return x; }";

    [Fact]
    public Task Modules_in_a_list_are_reported() => Rule.ReportsAsync(
        TorchDescriptors.ModulesInPlainCollection,
        Code.Module($"private readonly List<Linear> {{|#0:layers|}} = new() {{ Linear(4, 4), Linear(4, 2) }}; {Constructor}", Forward),
        "The modules in 'layers' are not registered, so they are neither trained, moved nor saved; use a ModuleList, or call register_module for each");

    [Theory]
    [InlineData("private readonly Module<Tensor, Tensor>[] {|RAT0124:layers|} = [Linear(4, 4), ReLU()];", Forward)]
    [InlineData("private readonly List<Linear> {|RAT0124:layers|} = new();", "{ for (var i = 0; i < layers.Count; i++) { x = layers[i].call(x); } return x; }")]
    [InlineData("private readonly Dictionary<string, Linear> {|RAT0124:heads|} = new() { [\"a\"] = Linear(4, 2) };", "=> heads[\"a\"].call(x);")]
    [InlineData("public IReadOnlyList<Linear> {|RAT0124:Layers|} { get; } = [Linear(4, 4)];", "{ x = Layers[0].call(x); return x; }")]
    public Task Every_collection_counts(string members, string forward) => Rule.ReportsAsync(Code.Module($"{members} {Constructor}", forward));

    [Theory]
    [InlineData("private readonly ModuleList<Linear> layers = ModuleList(Linear(4, 4), Linear(4, 2));", Forward)]
    [InlineData("private readonly Sequential layers = Sequential(Linear(4, 4), ReLU());", "=> layers.call(x);")]
    [InlineData("private readonly List<int> sizes = new() { 4, 2 };", "=> x;")]
    [InlineData("private static readonly Linear[] layers = [Linear(4, 4)];", Forward)]
    public Task What_registers_its_modules_is_fine(string members, string forward) => Rule.ReportsAsync(Code.Module($"{members} {Constructor}", forward));

    [Fact]
    public Task A_list_that_is_given_to_a_container_is_fine() => Rule.ReportsAsync(Code.Module("""
        private readonly List<Module<Tensor, Tensor>> layers = new();
        private readonly Sequential all;
        public Net() : base("net")
        {
            layers.Add(Linear(4, 4));
            all = Sequential(layers);
            RegisterComponents();
        }
        """, "=> all.call(x);"));

    [Fact]
    public Task A_list_whose_modules_are_registered_by_hand_is_fine() => Rule.ReportsAsync(Code.Module("""
        private readonly List<Linear> layers = new();
        public Net() : base("net")
        {
            for (var i = 0; i < 3; i++)
            {
                layers.Add(Linear(4, 4));
                register_module($"layer{i}", layers[i]);
            }
        }
        """, Forward));
}
