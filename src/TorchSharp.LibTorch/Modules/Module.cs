using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public interface IModule<in T, out TResult>
        {
            TResult call(T input1);
        }

        /// <summary>What has parameters, buffers and parts, registered under names.</summary>
        public partial class Module : IDisposable
        {
            private readonly List<(string Name, Parameter Value)> _parameters = [];
            private readonly List<(string Name, Tensor Value, bool Persistent)> _buffers = [];
            private readonly List<(string Name, Module Value)> _children = [];

            protected Module(string name) => this.name = name;

            protected readonly string name;

            public virtual bool training { get; private set; } = true;

            public virtual string GetName() => name;

            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var (_, child) in _children)
                {
                    child.train(train);
                }
            }

            public virtual void eval() => train(false);

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    if (set_to_none)
                    {
                        parameter.grad = null;
                    }
                    else if (parameter.grad is { } gradient)
                    {
                        gradient.zero_();
                    }
                }
            }

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, child) in _children)
                {
                    child.apply(fn);
                }

                fn(this);
                return this;
            }

            public void Dispose()
            {
                Dispose(disposing: true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                {
                    return;
                }

                foreach (var (_, child) in _children)
                {
                    child.Dispose();
                }

                foreach (var tensor in _parameters.Select(parameter => (Tensor)parameter.Value).Concat(_buffers.Select(buffer => buffer.Value)))
                {
                    tensor.Dispose();
                }
            }
        }

        public abstract class Module<T, TResult> : Module, IModule<T, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T input);

            public TResult call(T input) => forward(input);
        }

        public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
    }
}
