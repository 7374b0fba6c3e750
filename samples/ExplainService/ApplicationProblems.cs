namespace Rationale.Samples.ExplainService;

/// <summary>Answers an application that does not fit with problem details (RFC 9457) that say what and how.</summary>
public sealed class ApplicationProblems : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (UnfitApplicationException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status422UnprocessableEntity, title: "The application does not fit the model.");
        }
    }
}
