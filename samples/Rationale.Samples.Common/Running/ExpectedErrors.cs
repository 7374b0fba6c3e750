namespace Rationale.Samples;

/// <summary>Tells what went wrong outside the program (a file, a value, the network) from a bug, which keeps its stack trace.</summary>
public static class ExpectedErrors
{
    /// <summary>Whether an exception is for the person at the keyboard.</summary>
    /// <param name="exception">The exception.</param>
    public static bool Contains(Exception exception) => exception
        is IOException or InvalidDataException or UnauthorizedAccessException or FormatException or NotSupportedException
        or HttpRequestException or InvalidOperationException or PlatformNotSupportedException
        || (exception is ArgumentException and not ArgumentNullException);

    /// <summary>The message on one line, without the name of a parameter that only a programmer knows.</summary>
    /// <param name="exception">The exception.</param>
    public static string Sentence(Exception exception)
    {
        var message = exception.Message;
        if (exception is ArgumentException { ParamName: { } name })
        {
            message = message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal);
        }

        return string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
