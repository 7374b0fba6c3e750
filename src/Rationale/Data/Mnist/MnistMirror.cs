using System.IO.Compression;

namespace Rationale.Data;

/// <summary>A web folder with the four files, each gzip-compressed.</summary>
internal sealed class MnistMirror(string address, HttpMessageHandler? handler = null) : MnistSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public override string Name { get; } = new Uri(address).Host;

    public override async Task FetchAsync(IReadOnlyList<MnistFile> files, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        using var client = handler is null ? new HttpClient() : new HttpClient(handler, disposeHandler: false);
        client.Timeout = TimeSpan.FromSeconds(30);
        foreach (var file in files)
        {
            // The client's own timeout ends with the headers; a body that stalls must end too.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            using var response = await client.GetAsync($"{address}{file.Name}.gz", HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            var compressed = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
            var content = new GZipStream(compressed, CompressionMode.Decompress);
            await using (content.ConfigureAwait(false))
            {
                await SaveAsync(content, file, folder, progress, patience.Token).ConfigureAwait(false);
            }
        }
    }
}
