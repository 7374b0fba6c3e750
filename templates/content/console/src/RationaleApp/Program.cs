using System.Globalization;
using RationaleApp;

const string Weights = "RationaleApp.safetensors";
using var model = new LoanModel(seed: 1);

switch (args)
{
    case []:
        await model.TrainAsync(LoanData.Training(count: 1000, seed: 1));
        var evaluation = model.Evaluate(LoanData.Test(count: 1000, seed: 2));
        model.Save(Weights);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Right for {100 * evaluation.Accuracy:F0} of 100 loans; saved as {Weights}."));
        return 0;

    case ["explain", var income, var age, var branch]:
        model.Load(Weights);
        float[] loan = [Parse(income), Parse(age), Parse(branch)];
        Console.WriteLine(model.Explain(loan));
        return 0;

    default:
        Console.Error.WriteLine("Without arguments the model is trained and saved; 'explain INCOME AGE BRANCH' explains its answer, as in: explain 1.2 0.5 0");
        return 1;
}

static float Parse(string number) => float.Parse(number, CultureInfo.InvariantCulture);
