using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using Rationale.Samples.CreditDecisions;
using Rationale.Samples.ExplainService;

namespace Rationale.Hosting.Tests;

/// <summary>The sample over HTTP.</summary>
public sealed class ExplainServiceTests : IAsyncLifetime
{
    private const string Applicant = """{"features":{"age":41,"income":30000,"debt":31000,"savings":500,"years_employed":3,"late_payments":2,"collection_calls":0}}""";

    private readonly WebApplication _app = ExplainApp.Build([], builder =>
    {
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _app.StartAsync(Token);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task It_predicts()
    {
        var (status, answer) = await PostAsync("/predict", Applicant);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("defaulted", answer.GetProperty("class").GetString());
        var probabilities = answer.GetProperty("probabilities").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetDouble());
        Assert.Equal(["defaulted", "repaid"], probabilities.Keys.Order());
        Assert.Equal(1, probabilities.Values.Sum(), 5);
    }

    [Fact]
    public async Task It_describes_itself_as_OpenApi()
    {
        using var client = _app.GetTestClient();
        var document = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Token);
        var paths = document.GetProperty("paths");

        Assert.Equal(["/", "/certify", "/explain", "/predict"], paths.EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        foreach (var path in new[] { "/predict", "/explain", "/certify" })
        {
            var body = paths.GetProperty(path).GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
            Assert.Equal("#/components/schemas/CreditApplication", body.GetProperty("$ref").GetString());
        }

        Assert.Equal(["features", "values"], document.GetProperty("components").GetProperty("schemas").GetProperty("CreditApplication").GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Values_by_place_are_values_by_name() =>
        Assert.Equal((await PostAsync("/predict", Applicant)).Body.GetRawText(), (await PostAsync("/predict", """{"values":[41,30000,31000,500,3,2,0]}""")).Body.GetRawText());

    [Theory]
    [InlineData("/explain", "probability of class defaulted")]
    [InlineData("/explain?method=integrated", "logit of class defaulted")]
    public async Task It_explains_by_names_and_the_leaked_column_comes_last_or_nearly(string path, string explained)
    {
        var (status, reasons) = await PostAsync(path, Applicant);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(explained, reasons.GetProperty("explained").GetString());
        var features = reasons.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("feature").GetString()).ToList();
        Assert.Equal(7, features.Distinct().Count());
        Assert.True(features.IndexOf("collection_calls") >= 5, string.Join(", ", features));
    }

    [Fact]
    public async Task It_certifies()
    {
        var (status, proof) = await PostAsync("/certify?top=3", Applicant);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(3, proof.GetProperty("explanation").GetArrayLength());
        Assert.InRange(proof.GetProperty("mayBeAdded").GetInt32(), 0, 1);
        Assert.InRange(proof.GetProperty("mayBeRemoved").GetInt32(), 0, 1);
    }

    [Theory]
    [InlineData("""{"values":[41,30000,31000,500,3,2]}""", "There are 6 values, but the model needs 7: age, income, debt, savings, years_employed, late_payments, collection_calls.")]
    [InlineData("""{"values":[41,"NaN",31000,500,3,2,0]}""", "The value of 'income' is NaN; give a finite number.")]
    [InlineData("""{"values":[41,30000,1e99,500,3,2,0]}""", "The value of 'debt' is Infinity; give a finite number.")]
    [InlineData("""{"features":{"age":41,"wage":30000}}""", "There is no column 'wage'; the model knows age, income, debt, savings, years_employed, late_payments, collection_calls.")]
    [InlineData("""{"features":{"age":41}}""", "The column 'income' is missing; the model needs age, income, debt, savings, years_employed, late_payments, collection_calls.")]
    [InlineData("{}", "Give either \"features\", an object of columns and values, or \"values\", an array.")]
    public async Task What_does_not_fit_is_a_problem_with_a_sentence(string application, string detail)
    {
        foreach (var path in new[] { "/predict", "/explain", "/certify" })
        {
            using var response = await SendAsync(path, application);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
            Assert.Equal("The application does not fit the model.", problem.GetProperty("title").GetString());
            Assert.Equal(detail, problem.GetProperty("detail").GetString());
        }
    }

    [Theory]
    [InlineData("/explain?method=tea", "There is no method 'tea'; ask for gradient or integrated.")]
    [InlineData("/certify?top=8", "There are 7 columns, so that top must be from 1 to 7, not 8.")]
    public async Task So_is_a_question_that_makes_no_sense(string path, string detail)
    {
        var (status, problem) = await PostAsync(path, Applicant);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, detail), (status, problem.GetProperty("detail").GetString()));
    }

    [Theory]
    [InlineData("""{"values":[41,""")]
    [InlineData("""{"values":"many"}""")]
    public async Task What_is_no_json_is_a_bad_request(string text)
    {
        using var response = await SendAsync("/predict", text);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task It_says_what_it_knows_and_that_it_is_well()
    {
        using var client = _app.GetTestClient();
        var description = await client.GetFromJsonAsync<JsonElement>("/", Token);
        Assert.Equal("collection_calls", description.GetProperty("features")[6].GetString());
        Assert.Equal("Healthy", await client.GetStringAsync("/health", Token));
    }

    [Fact]
    public async Task Many_requests_at_once_get_the_answers_of_one()
    {
        var expected = (await PostAsync("/explain", Applicant)).Body.GetRawText();
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => PostAsync("/explain", Applicant), Token)));
        Assert.All(answers, answer => Assert.Equal(expected, answer.Body.GetRawText()));
    }

    [Fact]
    public async Task The_shipped_weights_are_those_of_the_training()
    {
        using var folder = new TestFolder();
        await CreditTraining.RunAsync(folder.FolderPath);
        using var model = new CreditModel();
        foreach (var weights in new[] { folder["credit.safetensors"], Path.Combine(AppContext.BaseDirectory, "models", "credit.safetensors") })
        {
            // Bits differ between processors; what the model has learnt does not.
            model.Load(weights);
            Assert.NotNull(model.Preprocessing);
            Assert.InRange(model.Evaluate(CreditTraining.Loans("applications.csv")).Accuracy, 0.86, 0.92);
        }
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json)
    {
        using var response = await SendAsync(path, json);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Token));
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string json)
    {
        using var client = _app.GetTestClient();
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.PostAsync(path, content, Token);
    }
}
