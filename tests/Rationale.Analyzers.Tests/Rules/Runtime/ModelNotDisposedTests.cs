using Fix = Rationale.Analyzers.Tests.FixTest<Rationale.Analyzers.ModelNotDisposedAnalyzer, Rationale.CodeFixes.DisposeModelCodeFix>;
using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ModelNotDisposedAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class ModelNotDisposedTests
{
    [Fact]
    public Task A_model_that_nobody_disposes_is_a_remark() => Rule.ReportsAsync(
        ResourceDescriptors.ModelNotDisposed,
        RuntimeCode.Method("{ var {|#0:model|} = Model.Interpret(specification); return model.Predict(row).Outputs; }"),
        "'model' holds threads and memory and is never disposed; declare it with 'using'");

    [Fact]
    public Task And_so_is_a_declared_one() => Rule.ReportsAsync($$"""
        {{RuntimeCode.Method("{ var {|RAT0160:digits|} = new Digits(); return digits.ToString(); }")}}

        [Classifier(2)] [Input(4)] [Dense(2)]
        public partial class Digits;
        """);

    [Theory]
    [InlineData("{ using var model = Model.Interpret(specification); return model.Predict(row).Outputs; }")]
    [InlineData("{ using (var model = Model.Interpret(specification)) { return model.Predict(row).Outputs; } }")]
    [InlineData("{ var model = Model.Interpret(specification); try { return model.Predict(row).Outputs; } finally { model.Dispose(); } }")]
    [InlineData("{ var model = Model.Interpret(specification); return model; }")]
    [InlineData("{ var model = Model.Interpret(specification); return new SmoothedModel(model); }")]
    [InlineData("{ var model = Model.Interpret(specification); Func<float> later = () => model.Predict(row).Outputs[0]; return later; }")]
    [InlineData("{ var models = new List<Model> { Model.Interpret(specification) }; return models; }")]
    [InlineData("{ IModel? kept = null; var model = Model.Interpret(specification); kept = model; return kept; }")]
    public Task Models_that_are_disposed_or_handed_on_are_fine(string body) => Rule.ReportsAsync(RuntimeCode.Method(body));

    [Fact]
    public Task The_fix_declares_them_with_using() => Fix.ChangesAsync(
        RuntimeCode.Method("{ var {|RAT0160:a|} = Model.Interpret(specification); Model {|RAT0160:b|} = Model.Interpret(specification, 1); return a.Predict(row).Outputs[0] + b.Predict(row).Outputs[0]; }"),
        RuntimeCode.Method("{ using var a = Model.Interpret(specification); using Model b = Model.Interpret(specification, 1); return a.Predict(row).Outputs[0] + b.Predict(row).Outputs[0]; }"));
}
