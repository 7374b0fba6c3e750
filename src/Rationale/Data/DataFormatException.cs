namespace Rationale.Data;

/// <summary>A file does not hold what its format promises. The message is one sentence: the file, what was expected, what was found.</summary>
/// <param name="message">The sentence.</param>
/// <param name="innerException">What was thrown underneath, if anything.</param>
public sealed class DataFormatException(string message, Exception? innerException = null) : FormatException(message, innerException);
