using Rationale.Attribution;
using Rationale.Data;
using Rationale.Samples.CreditDecisions;

namespace Rationale.Samples.ExplainService;

/// <summary>What may be asked. Models are singletons: all requests use the same ones, at the same time.</summary>
internal static class CreditQuestions
{
    /// <summary>What the models know.</summary>
    public static Description Describe(CreditModel model) => new(model.FeatureNames!, model.ClassNames!);

    /// <summary>Will it be repaid?</summary>
    public static Answer Predict(CreditApplication application, ApplicationReader reader, CreditModel model) => Answer.From(model.Predict(reader.Read(application)), model.ClassNames!);

    /// <summary>Why does the model think so? <c>?method=gradient</c> (the default) or <c>?method=integrated</c>, from the average loan to this one.</summary>
    public static Reasons Explain(CreditApplication application, ApplicationReader reader, CreditModel model, string method = "gradient")
    {
        var values = reader.Read(application);
        var attribution = method switch
        {
            "gradient" => model.Explain(values),
            "integrated" => model.Attribute(FeatureMatrix.FromArray(values, values.Length), new IntegratedGradients())[0].WithNames(model.FeatureNames, model.ClassNames),
            _ => throw new UnfitApplicationException($"There is no method '{method}'; ask for gradient or integrated."),
        };
        return new Reasons(Answer.From(attribution.Prediction!, model.ClassNames!), attribution.TargetName, [.. attribution.Top(values.Length).Select(score => new Reason(score.Name, score.Value))]);
    }

    /// <summary>Do the most important columns alone lead to the same class, whatever the others are? <c>?top=4</c> says how many columns.</summary>
    public static Proof Certify(CreditApplication application, ApplicationReader reader, SmoothedCredit model, int top = 4)
    {
        var values = reader.Read(application);
        if (top < 1 || top > values.Length)
        {
            throw new UnfitApplicationException($"There are {values.Length} columns, so that top must be from 1 to {values.Length}, not {top}.");
        }

        var columns = model.Explain(values).Top(top);
        var explanation = new bool[values.Length];
        foreach (var column in columns)
        {
            explanation[column.Index] = true;
        }

        var certificate = model.Certify(values, explanation);
        return new Proof(
            model.ClassNames![certificate.Class],
            [.. columns.Select(column => column.Name)],
            certificate.IsConsistent,
            certificate.IncrementalRadius,
            certificate.DecrementalRadius);
    }
}
