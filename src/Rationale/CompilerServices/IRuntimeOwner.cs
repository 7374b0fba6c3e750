using System.ComponentModel;

namespace Rationale.CompilerServices;

/// <summary>How the services of this library reach the parameters and programs of a model. Generated models and <see cref="Model"/> implement it; users need it for nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRuntimeOwner
{
    /// <summary>The state of the model.</summary>
    ModelRuntime Runtime { get; }
}
