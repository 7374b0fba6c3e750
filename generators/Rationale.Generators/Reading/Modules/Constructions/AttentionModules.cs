using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// <c>MultiheadAttention</c>, <c>TransformerEncoderLayer</c> and <c>TransformerEncoder</c>, which take sequences as sequence × batch × width (Vaswani et al. 2017, section 3; normalization behind each part).
/// </summary>
internal static class AttentionModules
{
    /// <summary>The constructors of the family.</summary>
    public static IReadOnlyDictionary<string, ModuleConstructor> Constructors { get; } = new Dictionary<string, ModuleConstructor>
    {
        ["MultiheadAttention"] = static site => Attention(site).Module,
        ["TransformerEncoderLayer"] = static site => EncoderLayer(site)(),
        ["TransformerEncoder"] = Encoder,
    };

    private static (CompositeModule Module, Func<TensorValue, (bool IsCausal, TensorValue? Added), IOperation, ForwardReader, TensorValue> ToItself) Attention(CallSite site)
    {
        site.Require("add_bias_kv", !site.Flag("add_bias_kv", false), "is true, but the layer has no bias of keys and values");
        site.Require("add_zero_attn", !site.Flag("add_zero_attn", false), "is true, but the layer attends to its input only");
        var width = site.Count("embedded_dim");
        site.Require("kdim", site.Integer("kdim", width) == width, "is not the width of the queries");
        site.Require("vdim", site.Integer("vdim", width) == width, "is not the width of the queries");
        return Attention(width, Heads(site, "num_heads", width), site.Number("dropout", 0), site.Flag("bias", true));
    }

    private static int Heads(CallSite site, string parameter, int width)
    {
        var heads = site.Count(parameter);
        return width % heads == 0 ? heads : throw site.Refuse(RuleIds.ModuleShapesDoNotFit, parameter, $"is {heads}, but {width} numbers are not divided into {heads} heads");
    }

    private static (CompositeModule Module, Func<TensorValue, (bool IsCausal, TensorValue? Added), IOperation, ForwardReader, TensorValue> ToItself) Attention(int width, int heads, double rate, bool bias)
    {
        var projections = Dense(width, 3 * width, bias, "in_proj_weight", "in_proj_bias");
        var (mix, drop) = (Dense(width, width, bias), Dropout(rate));
        var module = new CompositeModule([("", projections), ("out_proj", mix)], arguments =>
        {
            var (queries, keys, values) = (arguments.Tensor(0), arguments.Tensor(1), arguments.Tensor(2));
            var mask = AttentionMask.Pad(
                AttentionMask.Read(arguments.Optional(5), "attn_mask", takesTruth: false, arguments.At), arguments.Optional(3), keys.Shape.FirstOrDefault(), "key_padding_mask", arguments.At);
            return new ListValue([Attend(queries, keys, values, mask, arguments.At, arguments.Reader), new OpaqueValue("the weights of an attention module")]);
        });
        return (module, (input, mask, at, reader) => Attend(input, input, input, mask, at, reader));

        TensorValue Attend(TensorValue queries, TensorValue keys, TensorValue values, (bool IsCausal, TensorValue? Added) mask, IOperation at, ForwardReader reader)
        {
            foreach (var tensor in new[] { queries, keys, values })
            {
                RequireSequence(tensor, width, at);
            }

            var projected = new Dictionary<TensorValue, TensorValue>();
            var attended = ProductCalls.Attention(Part(queries, 0), Part(keys, 1), Part(values, 2), mask.IsCausal, at, weights => drop.Call(weights, at, reader), mask.Added);
            var joined = ShapeCalls.Reshaped(attended.View(new PermuteLayer(EquatableArray.Create(1, 0, 2))), [queries.Shape[0], width]);
            return mix.Call(joined, at, reader).WithBatch(1);

            // Queries, keys and values are projected in one product; tensors that are not the same one, with the same weights.
            TensorValue Part(TensorValue tensor, int part)
            {
                if (!projected.TryGetValue(tensor, out var all))
                {
                    projected[tensor] = all = projections.Call(tensor.Plain().WithBatch(0), at, reader);
                }

                var third = all.View(new SliceLayer(1, part * width, width));
                return ShapeCalls.Reshaped(third, [tensor.Shape[0], heads, width / heads]).View(new PermuteLayer(EquatableArray.Create(1, 0, 2)));
            }
        }
    }

    private static Func<CompositeModule> EncoderLayer(CallSite site)
    {
        var (width, units, rate) = (site.Count("d_model", 512), site.Count("dim_feedforward", 2048), site.Number("dropout", 0.1));
        var heads = Heads(site, "nhead", width);
        site.Require("dropout", rate is >= 0 and < 1, "is not in [0, 1)");
        Layer activation = site.EnumName("activation") switch
        {
            null or "ReLU" => new ReluLayer(),
            "GELU" => new GeluLayer(),
            var other => throw site.Refuse(RuleIds.ArgumentNotUnderstood, "activation", $"is {other}, but layers know ReLU and GELU"),
        };
        return Create;

        CompositeModule Create()
        {
            var (attention, toItself) = Attention(width, heads, rate, bias: true);
            var (inner, outer) = (Dense(width, units, true), Dense(units, width, true));
            var (first, second) = (NormModules.LayerNorm(1e-5, [width]), NormModules.LayerNorm(1e-5, [width]));
            var drops = new[] { Dropout(rate), Dropout(rate), Dropout(rate) };
            return new CompositeModule([("self_attn", attention), ("linear1", inner), ("linear2", outer), ("norm1", first), ("norm2", second)], arguments =>
            {
                var mask = AttentionMask.Pad(
                    AttentionMask.Read(arguments.Optional(1), "src_mask", takesTruth: false, arguments.At), arguments.Optional(2), arguments.Tensor(0).Shape.FirstOrDefault(), "src_key_padding_mask", arguments.At);
                var (x, at, reader) = (arguments.Tensor(0), arguments.At, arguments.Reader);
                var attended = first.Call(Sum(x, drops[0].Call(toItself(x, mask, at, reader), at, reader)), at, reader);
                var hidden = drops[1].Call(inner.Call(attended, at, reader).Then(activation), at, reader);
                return second.Call(Sum(attended, drops[2].Call(outer.Call(hidden, at, reader), at, reader)), at, reader);

                TensorValue Sum(TensorValue one, TensorValue other) => ArithmeticCalls.Combine(CombinationKind.Sum, one.Plain(), other, at);
            })
            {
                Copy = Create,
            };
        }
    }

    private static ModuleValue Encoder(CallSite site)
    {
        // The encoder takes the settings of the layer, not its parameters.
        if (site.Value("encoder_layer") is not CompositeModule { Copy: { } copy })
        {
            throw site.Refuse(RuleIds.ConstructionNotUnderstood, "encoder_layer", "is no TransformerEncoderLayer that can be read");
        }

        var layers = Enumerable.Range(0, site.Count("num_layers")).Select(index => (Name: System.FormattableString.Invariant($"layers.{index}"), Module: (ModuleValue)copy())).ToList();
        return new CompositeModule(layers, arguments =>
            layers.Aggregate(arguments.Tensor(0), (value, layer) => (TensorValue)layer.Module.Call(arguments with { Values = [value, arguments.Optional(1), arguments.Optional(2)] })));
    }

    /// <summary>Attention of TorchSharp's runs along the first dimension: over tensors with the batch first, it would mix the examples.</summary>
    private static void RequireSequence(TensorValue input, int width, IOperation at)
    {
        if (input.BatchAxis != 1)
        {
            throw new NotUnderstoodException(
                RuleIds.BatchMixed, at.Syntax, "attends along the first dimension, which is the batch here: it takes sequence × batch × width; write x.transpose(0, 1) before it and after it");
        }

        if (input.Shape.Count != 2 || input.Shape[1] != width)
        {
            throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, at.Syntax, $"takes sequences of width {width} but gets examples of shape {ShapeException.Format(input.Shape)}");
        }
    }

    private static LayerModule Dense(int inputs, int units, bool bias, string weight = "weight", string shift = "bias") => LinearModules.Linear(inputs, units, bias, weight, shift);

    private static LayerModule Dropout(double rate) => new((input, _, call) => rate > 0 ? input.Then(new DropoutLayer(rate), call) : input) { Draws = rate > 0, TakesAnyBatch = true };
}
