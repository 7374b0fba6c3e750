namespace Rationale.Hosting;

/// <summary>The weights of a model of the container cannot be loaded; the message is one sentence that names the model, the file and what to do.</summary>
public sealed class ModelWeightsException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="innerException">What was thrown; null where nothing was.</param>
    public ModelWeightsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
