using Rationale.Graph.Models;
using Rationale.Tests.Models;
using Rationale.Training;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Modules.Public;

/// <summary>Modules in the structure of TorchSharp's and PyTorch's public examples: what the layers give that were read from them is what their own forward gives, and their step is autograd's.</summary>
public sealed class PublicModulesTests
{
    private static readonly Dictionary<string, Case> Cases = new(StringComparer.Ordinal)
    {
        [nameof(Mnist)] = Case.Create(() => new Mnist(), Mnist.Specification, Mnist.ParameterBindings, module => module.ExplainedLoss),
        [nameof(AlexNet)] = Case.Create(() => new AlexNet(), AlexNet.Specification, AlexNet.ParameterBindings, module => module.ExplainedLoss),
        [nameof(Vgg)] = Case.Create(() => new Vgg(), Vgg.Specification, Vgg.ParameterBindings, module => module.ExplainedLoss),
        [nameof(ResNet)] = Case.Create(() => new ResNet(), ResNet.Specification, ResNet.ParameterBindings, module => module.ExplainedLoss),
        [nameof(CifarResNet)] = Case.Create(() => new CifarResNet(), CifarResNet.Specification, CifarResNet.ParameterBindings, module => module.ExplainedLoss),
        [nameof(Inception)] = Case.Create(() => new Inception(), Inception.Specification, Inception.ParameterBindings, module => module.ExplainedLoss),
        [nameof(MobileNet)] = Case.Create(() => new MobileNet(), MobileNet.Specification, MobileNet.ParameterBindings, module => module.ExplainedLoss),
        [nameof(DenseNet)] = Case.Create(() => new DenseNet(), DenseNet.Specification, DenseNet.ParameterBindings, module => module.ExplainedLoss),
        [nameof(TextClassification)] = Case.Create(() => new TextClassification(), TextClassification.Specification, TextClassification.ParameterBindings, module => module.ExplainedLoss),
        [nameof(SequenceToSequence)] = Case.Create(() => new SequenceToSequence(), SequenceToSequence.Specification, SequenceToSequence.ParameterBindings, module => module.ExplainedLoss),
        [nameof(SpeechCommands)] = Case.Create(() => new SpeechCommands(), SpeechCommands.Specification, SpeechCommands.ParameterBindings, module => module.ExplainedLoss),
        [nameof(RecurrentClassifier)] = Case.Create(() => new RecurrentClassifier(), RecurrentClassifier.Specification, RecurrentClassifier.ParameterBindings, module => module.ExplainedLoss),
        [nameof(Translation)] = Case.Create(() => new Translation(), Translation.Specification, Translation.ParameterBindings, module => module.ExplainedLoss),
        [nameof(AttentionMixer)] = Case.Create(() => new AttentionMixer(), AttentionMixer.Specification, AttentionMixer.ParameterBindings, module => module.ExplainedLoss),
        [nameof(Positions)] = Case.Create(() => new Positions(), Positions.Specification, Positions.ParameterBindings, module => module.ExplainedLoss),
        [nameof(OwnWeights)] = Case.Create(() => new OwnWeights(), OwnWeights.Specification, OwnWeights.ParameterBindings, module => module.ExplainedLoss),
        [nameof(Bidirectional)] = Case.Create(() => new Bidirectional(), Bidirectional.Specification, Bidirectional.ParameterBindings, module => module.ExplainedLoss),
        [nameof(CausalEncoder)] = Case.Create(() => new CausalEncoder(), CausalEncoder.Specification, CausalEncoder.ParameterBindings, module => module.ExplainedLoss),
        [nameof(MaskedAttention)] = Case.Create(() => new MaskedAttention(), MaskedAttention.Specification, MaskedAttention.ParameterBindings, module => module.ExplainedLoss),
        [nameof(Bag)] = Case.Create(() => new Bag(), Bag.Specification, Bag.ParameterBindings, module => module.ExplainedLoss),
        [nameof(SummedBag)] = Case.Create(() => new SummedBag(), SummedBag.Specification, SummedBag.ParameterBindings, module => module.ExplainedLoss),
        [nameof(Trilinear)] = Case.Create(() => new Trilinear(), Trilinear.Specification, Trilinear.ParameterBindings, module => module.ExplainedLoss),
        [nameof(Activated)] = Case.Create(() => new Activated(), Activated.Specification, Activated.ParameterBindings, module => module.ExplainedLoss),
        [nameof(Grouped)] = Case.Create(() => new Grouped(), Grouped.Specification, Grouped.ParameterBindings, module => module.ExplainedLoss),
        [nameof(Windowed)] = Case.Create(() => new Windowed(), Windowed.Specification, Windowed.ParameterBindings, module => module.ExplainedLoss),
        [nameof(Encoded)] = Case.Create(() => new Encoded(), Encoded.Specification, Encoded.ParameterBindings, module => module.ExplainedLoss),
        [nameof(FusedAttention)] = Case.Create(() => new FusedAttention(), FusedAttention.Specification, FusedAttention.ParameterBindings, module => (x, labels, _, _) => module.ExplainedLoss(x, labels)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [TorchTheory]
    [MemberData(nameof(Names))]
    public void Its_layers_give_what_its_forward_gives_and_the_step_of_autograd(string name)
    {
        var peer = Cases[name];
        using var module = peer.Make();
        Assert.Equal(peer.Bindings.Select(binding => binding.Name).Order(StringComparer.Ordinal), module.state_dict().Where(entry => entry.Value.is_floating_point()).Select(entry => entry.Key).Order(StringComparer.Ordinal));
        ModuleAgreement.Check(module, peer.Model, peer.Bindings, peer.Loss(module), examples: 5);
    }

    /// <summary>Weights of convolutions along time lie among the layers' as filters of height one.</summary>
    [TorchFact]
    public async Task A_dictionary_of_modules_is_trained_and_saved_under_its_keys()
    {
        var token = TestContext.Current.CancellationToken;
        using var module = new Dictionary();
        var data = Small.Blobs(40, 9).Marking(0);
        var history = await module.TrainAsync(data, new TrainingOptions { Epochs = 8, BatchSize = 8, Seed = 2, LearningRate = 0.02 }, null, token);
        Assert.True(history.History[^1].Losses["task"] < history.History[0].Losses["task"]);
        Assert.Equal(["last.bias", "last.weight", "parts.conv.bias", "parts.conv.weight", "parts.dense.bias", "parts.dense.weight"], module.state_dict().Keys.Order(StringComparer.Ordinal));
        float[] x = [1, -1, 0.5f, 0, 2, 0, 1, 0.25f, -2];
        using var scope = NewDisposeScope();
        Assert.All(module.call(tensor(x, [1, 1, 9])).data<float>().ToArray().Zip(module.Predict(x).Outputs), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    private sealed record Case(Func<nn.Module<Tensor, Tensor>> Make, ModelSpecification Model, IReadOnlyList<ParameterBinding> Bindings, Func<nn.Module<Tensor, Tensor>, Func<Tensor, Tensor, Tensor, Tensor>> Loss)
    {
        public delegate Tensor ExplainedLoss(Tensor x, Tensor labels, Tensor? annotations, double explanationWeight = 2);

        public static Case Create<T>(Func<T> create, ModelSpecification model, IReadOnlyList<ParameterBinding> bindings, Func<T, ExplainedLoss> loss)
            where T : nn.Module<Tensor, Tensor> =>
            new(create, model, bindings, module => (x, labels, annotations) => loss((T)module)(x, labels, annotations));
    }
}
