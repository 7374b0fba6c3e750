using Rationale.Gpu.Devices;
using Rationale.Tests;

namespace Rationale.Gpu.Tests.Devices;

/// <summary>What cuBLAS is told, by a library that computes the definition: handles, streams, workspaces, and the column-major form of every product.</summary>
public sealed unsafe class CuBlasTests
{
    private readonly ReferenceBlas _calls = new();

    public static MatrixTheoryData<bool, bool, bool> Forms { get; } = new([false, true], [false, true], [false, true]);

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 3)]
    public void A_handle_gets_its_stream_and_then_its_workspace(bool allowTensorFloat32, int mode)
    {
        Create(allowTensorFloat32).Dispose();
        Assert.Equal(["create", "stream 5 9", "workspace 5 33554432", $"mode 5 {mode}", "destroy 5"], _calls.Calls);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Products_are_those_of_row_major_matrices(bool transposeA, bool transposeB, bool accumulate)
    {
        // Three different sizes, so that a wrong order or leading dimension shows.
        const int M = 3, K = 4, N = 5;
        float[] a = Numbers(M * K, 1), b = Numbers(K * N, 2), c = Numbers(M * N, 3);
        var expected = new float[M * N];
        for (var i = 0; i < M; i++)
        {
            for (var j = 0; j < N; j++)
            {
                double sum = accumulate ? c[(i * N) + j] : 0;
                for (var l = 0; l < K; l++)
                {
                    sum += (double)a[transposeA ? (l * M) + i : (i * K) + l] * b[transposeB ? (j * K) + l : (l * N) + j];
                }

                expected[(i * N) + j] = (float)sum;
            }
        }

        if (!accumulate)
        {
            // What is overwritten is not read.
            Array.Fill(c, float.NaN);
        }

        using var library = Create(false);
        fixed (float* left = a, right = b, product = c)
        {
            library.Multiply((nint)left, (nint)right, (nint)product, M, K, N, transposeA, transposeB, accumulate);
        }

        Assert.Equal(1, _calls.Products);
        Assert.Equal(expected, c);
    }

    [Fact]
    public void On_a_full_device_the_sentence_says_what_was_asked_and_the_handle_is_given_back()
    {
        var device = GpuContext.Open(GpuDevice.Emulated with { MemoryLimit = 1 << 20 });
        var refused = Assert.Throws<OutOfMemoryException>(() => new CuBlas(_calls, device, 9, false));
        Assert.EndsWith(
            "has not enough memory for the workspace of cublas: 32.0 MiB were asked for and 1.0 MiB are free; take a device with more memory, dispose models that still use this one, or train with Device.Cpu.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["create", "destroy 5"], _calls.Calls);
    }

    [Fact]
    public void A_status_is_said()
    {
        using var library = Create(false);
        _calls.Status = 14;
        float one = 1, result = 0;
        var failure = "";
        try
        {
            library.Multiply((nint)(&one), (nint)(&one), (nint)(&result), 1, 1, 1, false, false, false);
        }
        catch (GpuException exception)
        {
            failure = exception.Message;
        }

        Assert.Equal("cublasSgemm failed with status 14.", failure);
    }

    [Fact]
    public void A_library_is_looked_for_by_name_beside_the_program_in_toolkits_and_in_environments()
    {
        using var folder = new TemporaryFolder();
        var name = OperatingSystem.IsWindows() ? "cublas64_12.dll" : "libcublas.so.12";
        string[] places = ["native", "toolkit/lib64", "venv/lib/python3.12/site-packages/nvidia/cublas/lib", "conda/lib"];
        foreach (var place in places)
        {
            Directory.CreateDirectory(folder[place]);
            File.WriteAllText(Path.Combine(folder[place], name), "");
        }

        var variables = new Dictionary<string, string> { ["CUDA_PATH"] = folder["toolkit"], ["VIRTUAL_ENV"] = folder["venv"], ["CONDA_PREFIX"] = folder["conda"] };
        var found = CuBlasFiles.All(variables.GetValueOrDefault, folder["native"]).ToList();
        Assert.Contains(found[0], new[] { "libcublas.so.13", "cublas64_13.dll" });
        Assert.Equal(places.Select(place => Path.Combine(folder[place], name)), found.Where(file => file.StartsWith(folder[""], StringComparison.Ordinal)).Select(Path.GetFullPath));
        Assert.All(CuBlasFiles.All(_ => null, null).Skip(3), file => Assert.True(File.Exists(file), file));
    }

    [Fact]
    public void A_file_that_is_no_library_is_named() => Assert.Equal(
        "/tmp/no.so is no cuBLAS that this driver can use; leave GpuDevice.CuBlasPath out to look for another, or to do without.", GpuMessages.NoLibrary("/tmp/no.so"));

    private CuBlas Create(bool allowTensorFloat32) => new(_calls, GpuContext.Open(GpuDevice.Emulated), 9, allowTensorFloat32);

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(-8, 9) / 4f)];
    }
}
