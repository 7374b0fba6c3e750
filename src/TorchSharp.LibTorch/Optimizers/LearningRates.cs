namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules of learning rates: call <c>step()</c> once an epoch, after the optimizer's steps.</summary>
        public static class lr_scheduler
        {
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new ByEpoch(optimizer, last_epoch, (rate, epoch) => rate * Math.Pow(gamma, epoch / step_size));

            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new ByEpoch(optimizer, last_epoch, (rate, epoch) => rate * Math.Pow(gamma, milestones.Count(milestone => milestone <= epoch)));

            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new ByEpoch(optimizer, last_epoch, (rate, epoch) => rate * Math.Pow(gamma, epoch));

            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new ByEpoch(optimizer, last_epoch, (rate, epoch) => eta_min + ((rate - eta_min) * (1 + Math.Cos(Math.PI * epoch / T_max)) / 2));

            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new ByEpoch(optimizer, last_epoch, (rate, epoch) => rate * (start_factor + ((end_factor - start_factor) * Math.Min(epoch, total_iters) / total_iters)));

            public static LRScheduler ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new ByEpoch(optimizer, last_epoch, (rate, epoch) => epoch < total_iters ? rate * factor : rate);

            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new ByEpoch(optimizer, last_epoch, (rate, epoch) => rate * lr_lambda(epoch));

            /// <summary>Sets the rates of an optimizer.</summary>
            public abstract class LRScheduler
            {
                private readonly Optimizer _optimizer;
                private int _epoch;

                private protected LRScheduler(Optimizer optimizer, int lastEpoch)
                {
                    (_optimizer, _epoch) = (optimizer, lastEpoch);
                    foreach (var group in optimizer.ParamGroups)
                    {
                        group.InitialLearningRate = lastEpoch < 0 ? group.LearningRate : group.InitialLearningRate;
                    }
                }

                /// <summary>Begins the next epoch.</summary>
                public virtual void step() => step(_epoch + 1);

                /// <summary>Goes to an epoch, the next one if none is named.</summary>
                public virtual void step(int? epoch)
                {
                    _epoch = epoch ?? (_epoch + 1);
                    foreach (var group in _optimizer.ParamGroups)
                    {
                        group.LearningRate = RateAt(group.InitialLearningRate, _epoch);
                    }
                }

                /// <summary>The rates that are set now.</summary>
                public IEnumerable<double> get_last_lr() => _optimizer.ParamGroups.Select(group => group.LearningRate);

                private protected abstract double RateAt(double rate, int epoch);
            }

            private sealed class ByEpoch : LRScheduler
            {
                private readonly Func<double, int, double> _rate;

                public ByEpoch(Optimizer optimizer, int lastEpoch, Func<double, int, double> rate)
                    : base(optimizer, lastEpoch)
                {
                    _rate = rate;
                    step();
                }

                private protected override double RateAt(double rate, int epoch) => _rate(rate, epoch);
            }
        }
    }
}
