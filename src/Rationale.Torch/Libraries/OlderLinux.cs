using System.Runtime.InteropServices;

namespace Rationale.Torch.Libraries;

/// <summary>
/// Lets TorchSharp start on a Linux whose libstdc++ is older than GCC 13's (Debian 12, Ubuntu 22.04). Its library asks for one version there, of a symbol that it never calls;
/// a copy in which that version is marked weak is loaded before TorchSharp looks for its own, which the dynamic loader then finds under the same name.
/// </summary>
internal static class OlderLinux
{
    private const string Version = "GLIBCXX_3.4.32";
    private const string Symbol = "_ZSt21ios_base_library_initv";
    private const string Library = "libLibTorchSharp.so";

    /// <summary>Loads the copy, where it is needed and nothing else is missing.</summary>
    /// <param name="torchSharp">TorchSharp.</param>
    public static void Prepare(System.Reflection.Assembly torchSharp)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 || HasVersion() || Find(Library) is not { } library)
        {
            return;
        }

        var adapted = File.ReadAllBytes(library);
        if (!ElfVersions.Weaken(adapted, Version))
        {
            return;
        }

        // TorchSharp's library finds libtorch by name among those that are loaded.
        foreach (var needed in (ReadOnlySpan<string>)["c10", "torch_cpu", "torch"])
        {
            if (!NativeLibrary.TryLoad(needed, torchSharp, null, out _))
            {
                return;
            }
        }

        _ = NativeLibrary.TryLoad(Keep(adapted, Path.Combine(Folder(), Library)), out _);
    }

    /// <summary>Whether the system's libstdc++ has what TorchSharp's library asks for.</summary>
    private static bool HasVersion() => NativeLibrary.TryLoad("libstdc++.so.6", out var handle) && NativeLibrary.TryGetExport(handle, Symbol, out _);

    /// <summary>The library, where the host of .NET looks for native libraries.</summary>
    private static string? Find(string file) => (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Append(AppContext.BaseDirectory)
        .Select(folder => Path.Combine(folder, file))
        .FirstOrDefault(File.Exists);

    /// <summary>A folder of this user: what lies there is loaded as code.</summary>
    private static string Folder()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var root = Path.IsPathRooted(cache) ? cache : home.Length > 0 ? Path.Combine(home, ".cache") : AppContext.BaseDirectory;
        return Path.Combine(root, "rationale", "torchsharp");
    }

    /// <summary>Writes a file unless it is there already with exactly these bytes.</summary>
    private static string Keep(byte[] bytes, string path)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
        {
            return path;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return Write(bytes, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A home that cannot be written; a fresh folder of the system's is readable by this user alone.
            return Write(bytes, Path.Combine(Directory.CreateTempSubdirectory("rationale-").FullName, Library));
        }
    }

    private static string Write(byte[] bytes, string path)
    {
        var part = FormattableString.Invariant($"{path}.{Environment.ProcessId}.part");
        using (var file = new FileStream(part, FileMode.Create, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
        return path;
    }
}
