using static TorchSharp.torch;

namespace Rationale.Torch.Autograd;

/// <summary>A module in training or in evaluation for a while. Parts that their user has put into evaluation stay there in a training.</summary>
internal readonly struct ModuleMode : IDisposable
{
    private readonly nn.Module _module;
    private readonly List<(nn.Module Part, bool Training)>? _before;

    /// <summary>Changes the mode where it is another one.</summary>
    public ModuleMode(nn.Module module, bool training)
    {
        _module = module;
        if (training ? module.training : !module.modules().Append(module).Any(part => part.training))
        {
            return;
        }

        _before = [.. module.modules().Append(module).Select(part => (part, part.training))];
        module.train(training);
    }

    /// <summary>Gives every part the mode that it had. A mode is given to all that a part holds, so that inner parts follow outer ones.</summary>
    public void Dispose()
    {
        if (_before is null)
        {
            return;
        }

        _module.train(_before[^1].Training);
        foreach (var (part, training) in _before[..^1])
        {
            if (part.training != training)
            {
                part.train(training);
            }
        }
    }
}
