using Fix = Rationale.Analyzers.Tests.FixTest<Rationale.Analyzers.ModuleMembersAnalyzer, Rationale.CodeFixes.FieldForModuleCodeFix>;
using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ModuleMembersAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class ModuleInAutoPropertyTests
{
    private const string Constructor = "public Net() : base(\"net\") => RegisterComponents();";

    [Fact]
    public Task A_module_in_an_auto_property_is_reported() => Rule.ReportsAsync(
        TorchDescriptors.ModuleInAutoProperty,
        Code.Module($"public Linear {{|#0:Hidden|}} {{ get; }} = Linear(4, 4); {Constructor}", "=> Hidden.call(x);"),
        "The module 'Hidden' stands in an auto-property, so it is registered under the name of its hidden field, '<Hidden>k__BackingField'; make it a field");

    [Fact]
    public Task A_field_behind_a_property_is_fine() => Rule.ReportsAsync(
        Code.Module($"private readonly Linear hidden = Linear(4, 4); public Linear Hidden => hidden; {Constructor}", "=> hidden.call(x);"));

    [Fact]
    public Task A_module_that_is_registered_by_hand_is_fine() => Rule.ReportsAsync(
        Code.Module("public Linear Hidden { get; } = Linear(4, 4); public Net() : base(\"net\") => register_module(\"hidden\", Hidden);", "=> Hidden.call(x);"));

    [Fact]
    public Task Of_a_model_the_generator_registers_properties_under_their_names() => Rule.ReportsAsync($$"""
        {{Code.Usings}}
        [Classifier(2)] [Input(4)]
        public partial class Net : Module<Tensor, Tensor>
        {
            public Linear Hidden { get; } = Linear(4, 2);
            {{Constructor}}
            public override Tensor forward(Tensor x) => Hidden.call(x);
        }
        """);

    [Fact]
    public Task A_class_that_only_uses_modules_is_fine() => Rule.ReportsAsync($$"""
        {{Code.Usings}}
        public class Trainer
        {
            public Linear Model { get; set; } = Linear(4, 2);
            public List<Linear> Models { get; } = new();
        }
        """);

    [Fact]
    public Task The_fix_makes_fields() => Fix.ChangesAsync(
        Code.Module($$"""
            public Linear {|RAT0123:Hidden|} { get; } = Linear(4, 4);
                protected Linear {|RAT0123:Output|} { get; set; }
                public Net() : base("net") { Output = Linear(4, 2); RegisterComponents(); }
            """, "=> Output.call(Hidden.call(x));"),
        Code.Module($$"""
            public readonly Linear Hidden = Linear(4, 4);
                protected Linear Output;
                public Net() : base("net") { Output = Linear(4, 2); RegisterComponents(); }
            """, "=> Output.call(Hidden.call(x));"));
}
