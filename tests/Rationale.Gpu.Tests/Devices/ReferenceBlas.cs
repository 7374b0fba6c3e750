using System.Globalization;
using Rationale.Gpu.Devices;

namespace Rationale.Gpu.Tests.Devices;

/// <summary>The definition of <c>cublasSgemm_v2</c>, of column-major matrices in memory of the host, which is where the emulated device has its own; with the checks of parameters that the library makes.</summary>
internal sealed unsafe class ReferenceBlas : ICuBlasCalls
{
    private const int InvalidValue = 7;

    /// <summary>Calls but those of products.</summary>
    public List<string> Calls { get; } = [];

    public int Products { get; private set; }

    public int Status { get; set; }

    public int Create(nint* handle)
    {
        Calls.Add("create");
        *handle = 5;
        return Status;
    }

    public int Destroy(nint handle) => Note($"destroy {handle}");

    public int SetStream(nint handle, nint stream) => Note(string.Create(CultureInfo.InvariantCulture, $"stream {handle} {stream}"));

    public int SetWorkspace(nint handle, nint workspace, nuint bytes) => Note(string.Create(CultureInfo.InvariantCulture, $"workspace {handle} {bytes}"));

    public int SetMathMode(nint handle, int mode) => Note(string.Create(CultureInfo.InvariantCulture, $"mode {handle} {mode}"));

    public int Sgemm(nint handle, int transposeA, int transposeB, int m, int n, int k, float* alpha, nint a, int lda, nint b, int ldb, float* beta, nint c, int ldc)
    {
        // As NVIDIA's page has it: A is [m×k] with lda ≥ m, or [k×m] with lda ≥ k where it is transposed; the others alike.
        if (m < 0 || n < 0 || k < 0 || lda < Math.Max(1, transposeA == 0 ? m : k) || ldb < Math.Max(1, transposeB == 0 ? k : n) || ldc < Math.Max(1, m))
        {
            return InvalidValue;
        }

        Products++;
        float* left = (float*)a, right = (float*)b, product = (float*)c;
        for (var column = 0; column < n; column++)
        {
            for (var row = 0; row < m; row++)
            {
                double sum = 0;
                for (var i = 0; i < k; i++)
                {
                    sum += (double)left[transposeA == 0 ? row + ((long)i * lda) : i + ((long)row * lda)] * right[transposeB == 0 ? i + ((long)column * ldb) : column + ((long)i * ldb)];
                }

                var place = product + row + ((long)column * ldc);
                *place = (float)((*alpha * sum) + (*beta == 0 ? 0 : *beta * *place));
            }
        }

        return Status;
    }

    private int Note(string call)
    {
        Calls.Add(call);
        return 0;
    }
}
