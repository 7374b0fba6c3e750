namespace Rationale.Tests;

/// <summary>A folder that lives as long as a test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("rationale-").FullName;

    public string this[string name] => Path.Combine(_path, name);

    public string Root => _path;

    public string[] Files => [.. Directory.EnumerateFiles(_path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
