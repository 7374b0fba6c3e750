using Fix = Rationale.Analyzers.Tests.FixTest<Rationale.Analyzers.ForwardInsteadOfCallAnalyzer, Rationale.CodeFixes.CallModuleCodeFix>;
using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ForwardInsteadOfCallAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class ForwardInsteadOfCallTests
{
    [Fact]
    public Task A_call_of_forward_is_reported() => Rule.ReportsAsync(
        TorchDescriptors.ForwardInsteadOfCall,
        Code.Method("{ x = model.{|#0:forward|}(x); }"),
        "'model.forward' calls forward by itself, which passes over the hooks of the module; write 'model.call'");

    [Theory]
    [InlineData("{ x = model.call(x); }")]
    [InlineData("{ Func<Tensor, Tensor> f = model.forward; x = f(x); }")]
    public Task Call_is_fine(string body) => Rule.ReportsAsync(Code.Method(body));

    [Fact]
    public Task A_forward_of_the_base_class_and_one_that_is_no_module_are_fine() => Rule.ReportsAsync($$"""
        {{Code.Usings}}
        public abstract class Base : Module<Tensor, Tensor>
        {
            protected Base() : base("net") { }
            public override Tensor forward(Tensor x) => x.relu();
        }

        public class Net : Base
        {
            public override Tensor forward(Tensor x) => base.forward(x).tanh();
            public Tensor Twice(Tensor x) => forward(this.forward(x));
        }

        public class Engine
        {
            public void forward(int steps) { }
            public static void Run(Engine engine) => engine.forward(1);
        }
        """);

    [Fact]
    public Task The_fix_writes_call_everywhere() => Fix.ChangesAsync(
        Code.Method("{ x = model.{|RAT0125:forward|}(model.{|RAT0125:forward|}(x)); x = ReLU().{|RAT0125:forward|}(x); }"),
        Code.Method("{ x = model.call(model.call(x)); x = ReLU().call(x); }"));
}
