namespace Rationale.Analyzers.Tests;

public sealed class BatchMixedTests
{
    [Fact]
    public async Task A_fixed_number_of_rows_is_reported()
    {
        var messages = await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2);", "=> f.call({|RAT0075:x.view(8, 4)|});"));

        Assert.Equal("'Net' is trained by autograd because 'x.view(8, 4)' has 'shape', which mixes the batch with the features: examples have 4 values, shape 4", messages[0]);
    }

    [Fact]
    public async Task A_free_number_of_rows_is_accepted()
    {
        await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2);", "=> f.call(x.view(-1, 4).reshape(x.shape[0], -1));"));
    }
}
