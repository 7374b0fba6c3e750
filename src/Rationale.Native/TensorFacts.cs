using System.Runtime.InteropServices;

namespace Rationale.Native;

/// <summary>What can be said of a tensor without looking at its elements. The fields lie as in <c>rationale_facts</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct TensorFacts
{
    private readonly long _elements;
    private readonly int _dimensions;
    private readonly int _type;
    private readonly int _deviceType;
    private readonly int _deviceIndex;
    private readonly int _requiresGrad;
    private readonly int _isLeaf;
    private readonly int _isContiguous;
    private readonly int _isDefined;

    /// <summary>Number of elements.</summary>
    public long Elements => _elements;

    /// <summary>Number of dimensions.</summary>
    public int Dimensions => _dimensions;

    /// <summary>Type of the elements.</summary>
    public ScalarType Type => (ScalarType)_type;

    /// <summary>Where the elements are.</summary>
    public Device Device => new((DeviceType)_deviceType, _deviceIndex);

    /// <summary>Whether autograd records what is done with it.</summary>
    public bool RequiresGrad => _requiresGrad != 0;

    /// <summary>Whether it was made by the user and not by an operator that autograd records.</summary>
    public bool IsLeaf => _isLeaf != 0;

    /// <summary>Whether the elements lie one after another, last dimension first.</summary>
    public bool IsContiguous => _isContiguous != 0;

    /// <summary>Whether there is a tensor at all.</summary>
    public bool IsDefined => _isDefined != 0;
}
