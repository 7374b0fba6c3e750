using Rationale.Samples.ExplainService;

if (args is ["--train", var folder])
{
    await CreditTraining.RunAsync(folder);
    return;
}

await ExplainApp.Build(args).RunAsync();
