using Rationale.Data;
using Rationale.Samples.CreditDecisions;

// docs/how-to/your-first-table.md goes through this experiment step by step, and docs/how-to/choose-a-weight.md reads its table. `--write-data DIR` makes the two files anew.
if (args is ["--write-data", var target])
{
    CreditFiles.Write(target);
    return;
}

if (args.Length > 0)
{
    Console.Error.WriteLine($"'{args[0]}' is not understood: this sample trains its small model on the CPU, and has no option but --write-data DIR.");
    Environment.ExitCode = 1;
    return;
}

var columns = new CsvOptions { LabelColumn = "outcome", ClassNames = ["defaulted", "repaid"] };
var folder = Path.Combine(AppContext.BaseDirectory, "data");
var (loans, applications) = (CsvFile.Read(Path.Combine(folder, "loans.csv"), columns), CsvFile.Read(Path.Combine(folder, "applications.csv"), columns));
Console.WriteLine("weight   loss, books   accuracy, books   accuracy, applications   share on the calls   changed by a call");
foreach (var weight in new[] { 0, 0.01, 0.1, 1, 10, 100, 1000, 100_000 })
{
    var row = await WeightRow.MeasureAsync(weight, loans, applications);
    Console.WriteLine(FormattableString.Invariant($"{weight,6} {row.Loss,13:F2} {row.Books,17:P1} {row.Applications,24:P1} {row.Share,20:P1} {row.Changed,19:P1}"));
}
