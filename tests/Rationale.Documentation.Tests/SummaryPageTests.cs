using Rationale.Data;

namespace Rationale.Documentation.Tests;

/// <summary>The table of a summary on a page is what the data give.</summary>
public sealed class SummaryPageTests
{
    [Fact]
    public void The_page_shows_the_summary_of_the_loans()
    {
        var loans = CsvFile.Read(
            Path.Combine(Repository.Root, "samples", "CreditDecisions", "data", "loans.csv"), new CsvOptions { LabelColumn = "outcome", ClassNames = ["defaulted", "repaid"] }, cancellationToken: TestContext.Current.CancellationToken);
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "how-to", "prepare-your-data.md"));
        Assert.Contains($"```text\n{loans.Summarize(cancellationToken: TestContext.Current.CancellationToken)}```", page, StringComparison.Ordinal);
    }
}
