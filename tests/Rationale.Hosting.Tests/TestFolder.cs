namespace Rationale.Hosting.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder() => Directory.CreateDirectory(FolderPath);

    public string FolderPath { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"rationale-hosting-{Guid.NewGuid():N}");

    public string this[string name] => System.IO.Path.Combine(FolderPath, name);

    public string Save<TModel>(string name, ulong seed)
        where TModel : IModel, new()
    {
        using var model = new TModel();
        model.Initialize(seed);
        model.Save(this[name]);
        return this[name];
    }

    public void Dispose() => Directory.Delete(FolderPath, recursive: true);
}
