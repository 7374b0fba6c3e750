using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>What a schedule changes.</summary>
        public interface ILearningRateController
        {
            /// <summary>The rate of the next step.</summary>
            double LearningRate { get; set; }

            /// <summary>The rate that a schedule began with.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>Moves parameters along their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            private readonly List<Parameter> _parameters;

            private readonly RateGroup _group;

            private protected Optimizer(IEnumerable<Parameter> parameters, double rate) => (_parameters, _group) = ([.. parameters], new RateGroup(rate));

            /// <summary>One group: all parameters have the same rate.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => [_group];

            private protected double Rate => _group.LearningRate;

            public IEnumerable<Parameter> parameters() => _parameters;

            public virtual void zero_grad()
            {
                foreach (var parameter in _parameters)
                {
                    parameter.grad = null;
                }
            }

            public virtual Tensor? step(Func<Tensor>? closure = null)
            {
                Tensor? loss = null;
                if (closure is not null)
                {
                    using var recording = enable_grad();
                    loss = closure();
                }

                using var mode = no_grad();
                using var scope = NewDisposeScope();
                for (var i = 0; i < _parameters.Count; i++)
                {
                    if (_parameters[i].grad is { } gradient)
                    {
                        Update(i, _parameters[i], gradient);
                    }
                }

                return loss;
            }

            public void Dispose()
            {
                Dispose(disposing: true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }

            private protected abstract void Update(int index, Parameter parameter, Tensor gradient);

            private sealed class RateGroup(double rate) : ILearningRateController
            {
                public double LearningRate { get; set; } = rate;

                public double InitialLearningRate { get; set; } = rate;
            }
        }

        public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
            new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

        public static Adam Adam(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        public static AdamW AdamW(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
    }
}
