namespace Rationale.Gpu.Devices;

/// <summary>Where files of cuBLAS may be.</summary>
internal static class CuBlasFiles
{
    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["cublas64_13.dll", "cublas64_12.dll", "cublas64_11.dll"] : ["libcublas.so.13", "libcublas.so.12", "libcublas.so.11"];

    /// <summary>
    /// What to try, in order: the names alone, which the system's loader finds; files beside the program and where its packages' native files are, such as those of a TorchSharp-cuda package; CUDA toolkits; wheels of
    /// Python environments.
    /// </summary>
    public static IEnumerable<string> All() => All(Environment.GetEnvironmentVariable, AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string);

    /// <summary>The file of cuBLASLt that belongs to one of cuBLAS, which comes with it.</summary>
    /// <param name="file">The file of cuBLAS.</param>
    public static string Beside(string file) => Path.Combine(Path.GetDirectoryName(file) ?? "", Path.GetFileName(file).Replace("cublas", "cublasLt", StringComparison.Ordinal));

    /// <summary>What to try, with the variables of an environment and the folders of a program's native files.</summary>
    internal static IEnumerable<string> All(Func<string, string?> environment, string? programFolders)
    {
        string[] Variable(string name) => environment(name) is { Length: > 0 } value ? [value] : [];
        IEnumerable<string> folders =
        [
            AppContext.BaseDirectory,
            .. (programFolders ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            .. Variable("CUDA_PATH").Concat(Variable("CUDA_HOME")).Append("/usr/local/cuda").SelectMany(Toolkit),
            .. Variable("VIRTUAL_ENV").Concat(Variable("CONDA_PREFIX")).Concat(Variable("HOME").Select(home => Path.Combine(home, ".local"))).Append("/usr/local").Append("/usr").SelectMany(Environments),
        ];
        return Names.Concat(folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).Where(File.Exists));
    }

    private static IEnumerable<string> Toolkit(string root) => new[] { "bin", Path.Combine("bin", "x64"), "lib64", Path.Combine("targets", "x86_64-linux", "lib") }.Select(folder => Path.Combine(root, folder));

    /// <summary>Folders of NVIDIA's libraries below a Python installation: its own, as Conda has them, and those of wheels.</summary>
    private static IEnumerable<string> Environments(string root)
    {
        var library = Path.Combine(root, "lib");
        if (!Directory.Exists(library))
        {
            return [];
        }

        var packages = Directory.EnumerateDirectories(library, "python3*").SelectMany(python => new[] { Path.Combine(python, "site-packages"), Path.Combine(python, "dist-packages") });
        return packages.Append(Path.Combine(library, "site-packages")).Select(folder => Path.Combine(folder, "nvidia"))
            .SelectMany(nvidia => new[] { Path.Combine(nvidia, "cublas", "lib"), Path.Combine(nvidia, "cublas", "bin"), Path.Combine(nvidia, "cu13", "lib"), Path.Combine(nvidia, "cu13", "bin", "x86_64") })
            .Prepend(library);
    }
}
