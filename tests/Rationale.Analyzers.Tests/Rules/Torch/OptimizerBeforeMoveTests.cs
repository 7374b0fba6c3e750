using Fix = Rationale.Analyzers.Tests.FixTest<Rationale.Analyzers.OptimizerBeforeMoveAnalyzer, Rationale.CodeFixes.MoveModuleFirstCodeFix>;
using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.OptimizerBeforeMoveAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class OptimizerBeforeMoveTests
{
    [Fact]
    public Task A_module_that_is_moved_after_its_optimizer_was_made_is_reported() => Rule.ReportsAsync(
        TorchDescriptors.OptimizerBeforeMove,
        Code.Method("{ var adam = optim.Adam(model.parameters()); {|#0:model.to(device)|}; adam.step(); }"),
        "'adam' was given the parameters of 'model' before 'model.to' replaces them, so it would update tensors that the module no longer uses; move the module first");

    [Theory]
    [InlineData("{ using var sgd = optim.SGD(model.parameters(), 0.1); if (device.type == DeviceType.CUDA) { {|RAT0122:model.cuda()|}; } sgd.step(); }")]
    [InlineData("{ optim.Optimizer o; o = optim.SGD(model.named_parameters(), 0.1); {|RAT0122:model.to(float64)|}; for (var i = 0; i < 3; i++) { o.step(); } }")]
    public Task However_it_is_moved(string body) => Rule.ReportsAsync(Code.Method(body));

    [Theory]
    [InlineData("{ model.to(device); var adam = optim.Adam(model.parameters()); adam.step(); }")]
    [InlineData("{ var adam = optim.Adam(model.parameters()); adam.step(); model.to(CPU); model.save(\"m.dat\"); }")]
    [InlineData("{ var adam = optim.Adam(model.parameters()); model.to(device); adam = optim.Adam(model.parameters()); adam.step(); }")]
    [InlineData("{ var other = Linear(2, 2); var adam = optim.Adam(other.parameters()); model.to(device); adam.step(); }")]
    [InlineData("{ var adam = optim.Adam(model.parameters()); var moved = x.to(device); adam.step(); }")]
    [InlineData("{ if (x.ndim > 1) { var adam = optim.Adam(model.parameters()); adam.step(); } else { model.to(device); } }")]
    public Task The_right_order_and_what_comes_after_the_training_are_fine(string body) => Rule.ReportsAsync(Code.Method(body));

    [Fact]
    public Task The_fix_moves_the_module_first() => Fix.ChangesAsync(
        Code.Method("""
            {
                var adam = optim.Adam(model.parameters());
                var rows = x.to(device);
                {|RAT0122:model.to(device)|};
                adam.step();
            }
            """),
        Code.Method("""
            {
                model.to(device);
                var adam = optim.Adam(model.parameters());
                var rows = x.to(device);
                adam.step();
            }
            """));

    [Fact]
    public Task A_move_behind_a_condition_is_left_to_its_author() => Fix.OffersNothingAsync(
        Code.Method("{ var adam = optim.Adam(model.parameters()); if (x.ndim > 1) { {|RAT0122:model.to(device)|}; } adam.step(); }"));
}
