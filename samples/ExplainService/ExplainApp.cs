using System.Text.Json.Serialization;
using Rationale.Hosting;
using Rationale.Samples.CreditDecisions;

namespace Rationale.Samples.ExplainService;

/// <summary>The service: two models, three questions that may be asked of them.</summary>
public static class ExplainApp
{
    /// <summary>Puts the service together.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">What to change before it is built; null for nothing.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(builder.Configuration.GetValue("Port", 5080)));
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals);
        builder.Services.AddRationale().AddModel<CreditModel>().AddModel<SmoothedCredit>();
        builder.Services.AddHealthChecks().AddRationale();
        builder.Services.AddSingleton<ApplicationReader>();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapHealthChecks("/health");
        app.MapOpenApi();
        var questions = app.MapGroup("/").AddEndpointFilter<ApplicationProblems>();
        questions.MapGet("/", CreditQuestions.Describe);
        questions.MapPost("/predict", CreditQuestions.Predict);
        questions.MapPost("/explain", CreditQuestions.Explain);
        questions.MapPost("/certify", CreditQuestions.Certify);
        return app;
    }
}
