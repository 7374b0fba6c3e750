using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>How two tensors become one.</summary>
/// <param name="Step">The step that says it, over the numbers of the two.</param>
/// <param name="Nested">The layer that says it, over the layers of two branches that part at one value; null where none does.</param>
internal sealed record Join(Func<int, int, DataflowStep> Step, Func<EquatableArray<Layer>, EquatableArray<Layer>, Layer>? Nested);
