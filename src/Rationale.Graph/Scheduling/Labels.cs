using System.Globalization;
using Rationale.Graph.Operators;

namespace Rationale.Graph.Scheduling;

/// <summary>Names and formulas of the values of a schedule: each name once, values without a name numbered.</summary>
internal sealed class Labels
{
    private readonly Dictionary<Node, string> _labels = [];
    private readonly Fusion _fusion;

    public Labels(IReadOnlyList<Node> nodes, Fusion fusion)
    {
        _fusion = fusion;
        var taken = new HashSet<string>();
        var copies = new Dictionary<string, int>();
        var number = 0;

        // A view has no instruction of its own: it shares the name of the value that it shows.
        var names = nodes.ToDictionary(node => node, node => node.Label);
        foreach (var view in nodes.Where(node => node is { Operator: ReshapeOp, Label: not null }).Reverse())
        {
            if (names[view.Inputs[0]] is null)
            {
                (names[view.Inputs[0]], names[view]) = (names[view], null);
            }
        }

        foreach (var node in nodes)
        {
            if (node.Operator is ReshapeOp && names[node] is null)
            {
                _labels[node] = _labels[node.Inputs[0]];
                continue;
            }

            var label = names[node] ?? Next();
            while (!taken.Add(label))
            {
                label = names[node] is { } name ? Copy(name) : Next();
            }

            _labels[node] = label;
        }

        string Next() => "t" + (++number).ToString(CultureInfo.InvariantCulture);

        string Copy(string name)
        {
            copies[name] = copies.TryGetValue(name, out var last) ? last + 1 : 2;
            return $"{name}_{copies[name].ToString(CultureInfo.InvariantCulture)}";
        }
    }

    public string this[Node node] => _labels[node];

    /// <summary>What is computed in the kernel of a node, with absorbed nodes written out.</summary>
    public string Formula(Node node) => node.Operator.Format(
        [.. node.Inputs.Select(input => _fusion.IsAbsorbed(input) ? Formula(input) : _labels[input])]);
}
