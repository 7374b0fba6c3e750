using System.Globalization;

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
        var number = 0;
        foreach (var node in nodes)
        {
            var label = node.Label ?? Next();
            for (var copy = 2; !taken.Add(label); copy++)
            {
                label = node.Label is null ? Next() : $"{node.Label}_{copy.ToString(CultureInfo.InvariantCulture)}";
            }

            _labels[node] = label;
        }

        string Next() => "t" + (++number).ToString(CultureInfo.InvariantCulture);
    }

    public string this[Node node] => _labels[node];

    /// <summary>What is computed in the kernel of a node, with absorbed nodes written out.</summary>
    public string Formula(Node node) => node.Operator.Format(
        [.. node.Inputs.Select(input => _fusion.IsAbsorbed(input) ? Formula(input) : _labels[input])]);
}
