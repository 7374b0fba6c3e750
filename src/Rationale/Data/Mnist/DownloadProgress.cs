namespace Rationale.Data;

/// <summary>How far a download is.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="File">What is fetched.</param>
/// <param name="Bytes">Uncompressed bytes so far.</param>
/// <param name="TotalBytes">Uncompressed bytes expected.</param>
public readonly record struct DownloadProgress(string Source, string File, long Bytes, long TotalBytes);
