using System.Globalization;
using Rationale.Gpu.Devices;

namespace Rationale.Gpu.Tests.Devices;

/// <summary>
/// The definition of <c>cublasLtMatmul</c> with its epilogues, of column-major matrices in memory of the host, which is where the emulated device has its own; with the checks that NVIDIA's header asks for: sizes of attributes, leading
/// dimensions, bits in rows of whole multiples of 128, alignments that were promised, and algorithms that were found for the very operation.
/// </summary>
internal sealed unsafe class ReferenceBlasLt : ICuBlasLtCalls
{
    private const int InvalidValue = 7;
    private const int NotSupported = 15;

    private readonly Dictionary<nint, Operation> _operations = [];
    private readonly Dictionary<nint, (ulong Rows, ulong Columns, long LeadingDimension)> _layouts = [];
    private readonly Dictionary<nint, Dictionary<int, ulong>> _preferences = [];
    private readonly List<Found> _found = [];
    private nint _next = 100;

    /// <summary>Epilogues that the library has no algorithm for.</summary>
    public HashSet<int> Missing { get; } = [];

    /// <summary>Attributes of an operation that the library does not know.</summary>
    public HashSet<int> Unknown { get; } = [];

    /// <summary>The epilogue of each product.</summary>
    public List<int> Products { get; } = [];

    /// <summary>Handles, descriptions and layouts that nobody has given back.</summary>
    public int Alive { get; private set; }

    public int ComputeType { get; private set; }

    public int Create(nint* handle) => Made(handle);

    public int Destroy(nint handle) => Gone(handle == 100);

    public int CreateOperation(nint* operation, int computeType, int scaleType)
    {
        ComputeType = computeType;
        _operations[_next] = new Operation();
        return scaleType == 0 ? Made(operation) : InvalidValue;
    }

    public int DestroyOperation(nint operation) => Gone(_operations.Remove(operation));

    public int SetOperation(nint operation, int attribute, void* value, nuint bytes)
    {
        var expected = attribute is 8 or 11 or 12 ? sizeof(long) : sizeof(int);
        if ((int)bytes != expected || Unknown.Contains(attribute))
        {
            return InvalidValue;
        }

        _operations[operation].Values[attribute] = expected == sizeof(long) ? *(long*)value : *(int*)value;
        return 0;
    }

    public int CreateLayout(nint* layout, int type, ulong rows, ulong columns, long leadingDimension)
    {
        _layouts[_next] = (rows, columns, leadingDimension);
        return type == 0 && leadingDimension >= (long)rows ? Made(layout) : InvalidValue;
    }

    public int DestroyLayout(nint layout) => Gone(_layouts.Remove(layout));

    public int CreatePreference(nint* preference)
    {
        _preferences[_next] = [];
        return Made(preference);
    }

    public int DestroyPreference(nint preference) => Gone(_preferences.Remove(preference));

    public int SetPreference(nint preference, int attribute, void* value, nuint bytes)
    {
        var expected = attribute == 1 ? sizeof(ulong) : sizeof(uint);
        if ((int)bytes != expected)
        {
            return InvalidValue;
        }

        _preferences[preference][attribute] = expected == sizeof(ulong) ? *(ulong*)value : *(uint*)value;
        return 0;
    }

    public int FindAlgorithms(nint handle, nint operation, nint a, nint b, nint c, nint d, nint preference, int wanted, CuBlasLtAlgorithm* results, int* found)
    {
        *found = 0;
        if (wanted < 2 || !IsPossible(operation, a, b, c, d))
        {
            return InvalidValue;
        }

        if (Missing.Contains(_operations[operation].Epilogue))
        {
            return NotSupported;
        }

        // The first one needs more than there is: whoever takes it without looking fails.
        var allowed = _preferences[preference];
        results[0] = new CuBlasLtAlgorithm { State = NotSupported, WorkspaceBytes = (nuint)allowed[1] + 1 };
        results[1] = new CuBlasLtAlgorithm { WorkspaceBytes = (nuint)allowed[1] };
        results[1].Data[3] = (ulong)_found.Count;
        _found.Add(new Found(operation, [allowed[5], allowed[6], allowed[7], allowed[8]]));
        *found = 2;
        return 0;
    }

    public int Multiply(
        nint handle, nint operation, float* alpha, nint a, nint layoutA, nint b, nint layoutB, float* beta, nint c, nint layoutC, nint d, nint layoutD, CuBlasLtAlgorithm* algorithm, nint workspace, nuint workspaceBytes, nint stream)
    {
        if (!IsPossible(operation, layoutA, layoutB, layoutC, layoutD) || (int)algorithm->Data[3] >= _found.Count || _found[(int)algorithm->Data[3]] is var found && found.Operation != operation
            || algorithm->WorkspaceBytes > workspaceBytes || workspace == 0)
        {
            return InvalidValue;
        }

        nint[] places = [a, b, c, d];
        if (places.Zip(found.Alignments).Any(pair => (ulong)pair.First % pair.Second != 0))
        {
            return InvalidValue;
        }

        var (told, (rows, columns, stride)) = (_operations[operation], _layouts[layoutD]);
        Products.Add(told.Epilogue);
        bool transposeA = told.Values.GetValueOrDefault(3) == 1, transposeB = told.Values.GetValueOrDefault(4) == 1;
        var (strideA, strideB) = (_layouts[layoutA].LeadingDimension, _layouts[layoutB].LeadingDimension);
        var inner = (long)(transposeA ? _layouts[layoutA].Rows : _layouts[layoutA].Columns);
        float* left = (float*)a, right = (float*)b, result = (float*)d, before = (float*)c, bias = (float*)(nint)told.Values.GetValueOrDefault(8);
        var mask = (byte*)(nint)told.Values.GetValueOrDefault(11);
        for (long column = 0; column < (long)columns; column++)
        {
            for (long row = 0; row < (long)rows; row++)
            {
                double sum = 0;
                for (long i = 0; i < inner; i++)
                {
                    sum += (double)left[transposeA ? i + (row * strideA) : row + (i * strideA)] * right[transposeB ? column + (i * strideB) : i + (column * strideB)];
                }

                sum = (*alpha * sum) + (*beta == 0 ? 0 : *beta * before[row + (column * _layouts[layoutC].LeadingDimension)]);
                sum += (told.Epilogue & 4) != 0 ? bias[row] : 0;
                if ((told.Epilogue & 128) != 0)
                {
                    var bit = row + (column * told.Values[12]);
                    if ((told.Epilogue & 8) != 0)
                    {
                        sum = (mask[bit / 8] >> (int)(bit % 8) & 1) != 0 ? sum : 0;
                    }
                    else
                    {
                        mask[bit / 8] = (byte)((mask[bit / 8] & ~(1 << (int)(bit % 8))) | ((sum > 0 ? 1 : 0) << (int)(bit % 8)));
                    }
                }

                result[row + (column * stride)] = (float)((told.Epilogue & 2) != 0 ? Math.Max(sum, 0) : sum);
            }
        }

        return 0;
    }

    private bool IsPossible(nint operation, nint a, nint b, nint c, nint d)
    {
        var told = _operations[operation];
        var (left, right, result) = (Seen(a, told.Values.GetValueOrDefault(3)), Seen(b, told.Values.GetValueOrDefault(4)), Seen(d, 0));
        var needsBias = (told.Epilogue & 4) != 0;
        var needsMask = (told.Epilogue & 128) != 0;
        return left.Columns == right.Rows && result == (left.Rows, right.Columns) && Seen(c, 0) == result && told.Epilogue is 1 or 2 or 4 or 6 or 130 or 134 or 136
            && (!needsBias || told.Values.GetValueOrDefault(8) != 0)
            && (!needsMask || told.Values.GetValueOrDefault(11) % 16 == 0 && told.Values.GetValueOrDefault(12) is var stride && stride % 128 == 0 && stride >= (long)result.Rows);

        (ulong Rows, ulong Columns) Seen(nint layout, long transpose) => transpose == 1 ? (_layouts[layout].Columns, _layouts[layout].Rows) : (_layouts[layout].Rows, _layouts[layout].Columns);
    }

    private int Made(nint* place)
    {
        Alive++;
        *place = _next++;
        return 0;
    }

    private int Gone(bool was)
    {
        Alive--;
        return was ? 0 : InvalidValue;
    }

    private sealed record Found(nint Operation, ulong[] Alignments);

    private sealed class Operation
    {
        public Dictionary<int, long> Values { get; } = [];

        public int Epilogue => (int)Values.GetValueOrDefault(7, 1);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"epilogue {Epilogue}");
    }
}
