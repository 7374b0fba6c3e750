using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Torch.Modules;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>The layers of a model as a module that nobody has read: whole, or the encoder, decoder and relevance network of one that explains itself.</summary>
internal sealed class PartModule : nn.Module<Tensor, Tensor>
{
    private const string Whole = "whole";

    private readonly List<(string Name, LayerModule Module)> _parts = [];

    /// <summary>Makes the module in double precision.</summary>
    /// <param name="model">Dense layers and activations.</param>
    /// <param name="parameters">The parameters of the model; those of terms of its objective stand behind the module's.</param>
    public PartModule(ModelSpecification model, double[] parameters)
        : base("parts")
    {
        ReadOnlySpan<double> numbers = parameters;
        var width = model.InputShape.Aggregate(1, (product, extent) => product * extent);
        if (model.Layers is [SelfExplainingNetwork network])
        {
            if (network.Source is LearnedConcepts learned)
            {
                Add("encoder", new LayerModule(learned.Encoder, width, ref numbers));
                Add("decoder", new LayerModule(learned.Decoder, learned.Count(model.InputShape), ref numbers));
            }

            Add("relevance", new LayerModule(network.Relevance, width, ref numbers));
        }
        else
        {
            Add(Whole, new LayerModule(model.Layers, width, ref numbers));
        }

        void Add(string name, LayerModule part)
        {
            register_module(name, part);
            _parts.Add((name, part));
        }
    }

    public override Tensor forward(Tensor x) => Call(Whole, x);

    /// <summary>Calls a part, or the whole.</summary>
    public Tensor Call(string path, Tensor x) => _parts.First(part => part.Name == (path.Length == 0 ? Whole : path)).Module.call(x);

    /// <summary>The gradients of all parameters in the order of the layers.</summary>
    public IEnumerable<double> Gradient() => _parts.SelectMany(part => part.Module.Gradient());

    /// <summary>Numbers in the order of the module's parameters in that of the layers; those behind them stay where they are.</summary>
    public double[] InLayerOrder(ReadOnlySpan<double> flat)
    {
        var ordered = new List<double>();
        foreach (var (_, part) in _parts)
        {
            ordered.AddRange(part.InLayerOrder(ref flat));
        }

        return [.. ordered, .. flat];
    }

    /// <summary>The model with this module in the place of its layers.</summary>
    public ModelSpecification Unread(ModelSpecification model) => Untold(model).WithModuleTensors(new EquatableArray<ModuleTensor>(ModuleTensors.Find(this)));

    /// <summary>The same before anybody has looked at the module's tensors, as the generator writes it.</summary>
    public static ModelSpecification Untold(ModelSpecification model)
    {
        if (model.Layers is not [SelfExplainingNetwork network])
        {
            return model with { Layers = Part("", model.Task.Outputs) };
        }

        var source = network.Source is not LearnedConcepts learned ? network.Source : new LearnedConcepts(
            Part("encoder", learned.Count(model.InputShape)), learned.Decodes ? Part("decoder", model.InputShape.Aggregate(1, (product, extent) => product * extent)) : learned.Decoder);
        return model with
        {
            Layers = EquatableArray.Create<Layer>(network with { Source = source, Relevance = Part("relevance", source.Count(model.InputShape) * network.Classes) }),
        };

        static EquatableArray<Layer> Part(string path, int outputs) => EquatableArray.Create<Layer>(new ModuleLayer(path, EquatableArray.Create(outputs)));
    }
}
