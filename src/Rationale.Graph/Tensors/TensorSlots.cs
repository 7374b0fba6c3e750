namespace Rationale.Graph.Tensors;

/// <summary>
/// Lets intermediate values share memory that are never needed at the same time: fewer bytes, and operands that are still in the cache. A value may take the
/// place of an operand of its own call where each element needs only its own.
/// </summary>
internal static class TensorSlots
{
    public static IReadOnlyDictionary<TensorBuffer, TensorBuffer> Assign(IReadOnlyList<TensorBuffer> buffers, IReadOnlyList<TensorCall> calls)
    {
        var last = new Dictionary<TensorBuffer, int>();
        for (var i = 0; i < calls.Count; i++)
        {
            foreach (var view in calls[i].Tensors)
            {
                last[view.Buffer] = i;
            }
        }

        var slots = new Dictionary<TensorBuffer, TensorBuffer>();
        var free = new Dictionary<(bool, int, TensorType), Stack<TensorBuffer>>();
        for (var i = 0; i < calls.Count; i++)
        {
            var call = calls[i];
            var dying = call.Tensors.Select(view => view.Buffer).Distinct().Where(buffer => buffer.Role == TensorRole.Work && last[buffer] == i && slots.ContainsKey(buffer)).ToList();
            foreach (var written in call.Writes.Where(view => view.Buffer.Role == TensorRole.Work && !slots.ContainsKey(view.Buffer)))
            {
                var own = written.Buffer;
                var operand = call.Elementwise ? dying.FirstOrDefault(buffer => CanTake(buffer, written, call)) : null;
                if (operand is not null)
                {
                    slots[own] = slots[operand];
                    dying.Remove(operand);
                }
                else
                {
                    slots[own] = free.TryGetValue(Kind(own), out var rest) && rest.Count > 0 ? rest.Pop() : own;
                }

                if (last[own] == i)
                {
                    dying.Add(own);
                }
            }

            foreach (var buffer in dying)
            {
                if (!free.TryGetValue(Kind(buffer), out var rest))
                {
                    free.Add(Kind(buffer), rest = new());
                }

                rest.Push(slots[buffer]);
            }
        }

        return slots;
    }

    private static (bool Batched, int Length, TensorType Type) Kind(TensorBuffer buffer) => (buffer.Batched, buffer.Length, buffer.Type);

    private static bool CanTake(TensorBuffer operand, TensorView written, TensorCall call) => Kind(operand) == Kind(written.Buffer)
        && call.Tensors.Where(view => view.Buffer == operand).All(view => view.Dimensions == written.Dimensions && view.Offset == written.Offset);
}
