using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>What an objective term needs to become operators.</summary>
/// <param name="Term">The term.</param>
/// <param name="Model">The model whose term it is.</param>
/// <param name="Forward">The model's forward pass.</param>
/// <remarks>Thread safety: one graph is built by one thread.</remarks>
public sealed record ObjectiveContext(ObjectiveTerm Term, ModelSpecification Model, ModelGraph Forward)
{
    /// <summary>Makes further nodes.</summary>
    public GraphBuilder Builder => Forward.Builder;

    /// <summary>What the model is trained for.</summary>
    public ModelTask Task => Model.Task;

    /// <summary>The number of examples of the whole batch.</summary>
    public Node Examples => Builder.BatchSize();

    /// <summary>A coefficient of the term as it is given at run time.</summary>
    public Node Setting(Coefficient coefficient) => Builder.Setting(coefficient.Key, coefficient.Symbol);

    /// <summary>An input of the term.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidOperationException">The term does not declare such an input.</exception>
    public Node Input(string name)
    {
        var input = Term.Inputs(Model).FirstOrDefault(input => input.Name == name)
            ?? throw new InvalidOperationException($"The term '{Term.Name}' reads the input '{name}', which is not among its Inputs; declare it there.");
        return Builder.Input(input.Name, input.Shape);
    }

    /// <summary>A parameter of the term's own.</summary>
    /// <param name="group">Name of the group.</param>
    /// <param name="name">Name of the parameter within the group.</param>
    /// <exception cref="InvalidOperationException">The term does not declare such a parameter.</exception>
    public Node Parameter(string group, string name)
    {
        var key = Key(Term, group, name);
        return Forward.Parameters.FirstOrDefault(node => ((Operators.ParameterOp)node.Operator).Key == key)
            ?? throw new InvalidOperationException($"The term '{Term.Name}' has no parameter '{name}' in a group '{group}'; declare it among its ParameterGroups.");
    }

    /// <summary>Applies a network of the term's own, whose parameters are a group made by <see cref="ParameterGroup.FromLayers"/>.</summary>
    /// <param name="group">Name of the group.</param>
    /// <param name="layers">Its layers.</param>
    /// <param name="input">What the first layer gets.</param>
    public Node Apply(string group, EquatableArray<Layer> layers, Node input)
    {
        var prefix = Key(Term, group, "");
        var known = Forward.Layout.Where(parameter => parameter.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(parameter => parameter.Key.Substring(prefix.Length));
        var place = Model.Objectives.Select(term => term.Name).ToList().IndexOf(Term.Name);
        var context = new LayerContext(Builder, Forward.IsTraining) { Known = known, FirstSite = SitesOfTerms * (place + 1) };
        return layers.Aggregate(input, (value, layer) => layer.Apply(context, value));
    }

    /// <summary>Far above the dropout sites of any model and its passes, so that no two draw the same mask.</summary>
    private const int SitesOfTerms = 1 << 20;

    /// <summary>A number that does not grow with the examples, as the task reduces its loss: multiplied by their number beside a task that sums.</summary>
    public Node ScaleLikeTask(Node mean) => Task.Reduction == Reduction.Sum ? Examples * mean : mean;

    /// <summary>The key of a term's parameter among all parameters of a model.</summary>
    internal static string Key(ObjectiveTerm term, string group, string name) => $"{term.Name}.{group}.{name}";

    /// <summary>A sum over examples as the task reduces its own: left as it is beside a task that sums, otherwise divided by the number of examples.</summary>
    public Node ReduceLikeTask(Node total) => Task.Reduction == Reduction.Sum ? total : total / Examples;
}
