namespace Rationale.Analyzers.Tests;

public sealed class ConstructionNotUnderstoodTests
{
    [Fact]
    public async Task A_size_that_is_no_constant_is_reported()
    {
        var messages = await Verify.ReportsAsync(Module.Create("private readonly Linear f; public Net(int units) : base(\"net\") { f = Linear(4, {|RAT0071:units|}); }", "=> f.call(x);"));

        Assert.Equal("'Net' is trained by autograd because 'units' is a parameter of the constructor, which whoever makes the model chooses (write a constant), so what is made with it is not known", messages[0]);
    }

    [Fact]
    public async Task A_field_that_a_method_replaces_is_reported()
    {
        await Verify.ReportsAsync(Module.Create("private Linear f = Linear(4, 2); public void Widen() => {|RAT0071:f = Linear(4, 2, false)|};", "=> f.call(x);"));
    }

    [Fact]
    public async Task A_parameter_is_reported_at_values_that_are_not_known()
    {
        await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2); private readonly Parameter p = Parameter({|RAT0071:randperm(4)|});", "=> f.call(x * p);"));
    }
}
