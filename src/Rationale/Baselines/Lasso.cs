using Rationale.Data;

namespace Rationale.Baselines;

/// <summary>
/// Linear regression with an L1 penalty, by cyclic coordinate descent (Friedman, Hastie, Tibshirani 2010): the minimum of <c>Σ (y − X w − b)² / (2n) + α Σ |w|</c>, as scikit-learn's
/// <c>Lasso</c> has it. What few features can do without a network: the baseline of the papers on attribution priors.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class Lasso
{
    private Lasso(double alpha, double[] weights, double intercept, double gap) => (Alpha, Weights, Intercept, DualityGap) = (alpha, weights, intercept, gap);

    /// <summary>α, the weight of the penalty.</summary>
    public double Alpha { get; }

    /// <summary>w, one for each feature.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>b.</summary>
    public double Intercept { get; }

    /// <summary>How far the objective can be from its minimum: zero up to rounding where the descent has converged.</summary>
    public double DualityGap { get; }

    /// <summary>Fits one α.</summary>
    /// <param name="data">Examples with one target.</param>
    /// <param name="alpha">α, zero or more. Zero is least squares, which converges slowly where features depend on each other.</param>
    /// <param name="tolerance">The descent ends where the duality gap is below this share of the mean square of the targets.</param>
    /// <param name="maxPasses">Most passes over all features.</param>
    /// <param name="cancellationToken">Ends the work between two passes.</param>
    /// <exception cref="ArgumentException">The data have no targets, or several for an example, or α is negative.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Lasso Fit(Dataset data, double alpha, double tolerance = 1e-6, int maxPasses = 10_000, CancellationToken cancellationToken = default) =>
        new CoordinateDescent(data).Run(alpha, tolerance, maxPasses, cancellationToken);

    /// <summary>Fits several α, each from the solution of the one before, and keeps the one that predicts validation data best.</summary>
    /// <param name="train">Examples to fit.</param>
    /// <param name="validation">Examples to choose α by their mean squared error; of equals the larger α.</param>
    /// <param name="alphas">The α to try; null for 99 from 0.01 to 1, those of the DAPr paper's baseline.</param>
    /// <param name="progress">Told the share of the α that are tried.</param>
    /// <param name="cancellationToken">Ends the work between two passes.</param>
    /// <exception cref="ArgumentException">The data do not fit, or there is no α.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Lasso FitBest(
        Dataset train, Dataset validation, IReadOnlyList<double>? alphas = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        alphas ??= [.. Enumerable.Range(1, 99).Select(place => 0.01 + ((place - 1) * 0.99 / 98))];
        if (alphas.Count == 0)
        {
            throw new ArgumentException("There is no α to try; give at least one.", nameof(alphas));
        }

        var descent = new CoordinateDescent(train);
        var (best, error, tried) = ((Lasso?)null, double.PositiveInfinity, 0);
        foreach (var alpha in alphas.OrderDescending())
        {
            var fit = descent.Run(alpha, 1e-6, 10_000, cancellationToken);
            var own = fit.MeanSquaredError(validation);
            (best, error) = own < error ? (fit, own) : (best, error);
            progress?.Report((double)++tried / alphas.Count);
        }

        return best ?? throw new ArgumentException("No α gives a finite error on the validation data.");
    }

    /// <summary>X w + b of one example.</summary>
    /// <param name="features">The features of the example.</param>
    public double Predict(ReadOnlySpan<float> features)
    {
        if (features.Length != Weights.Count)
        {
            throw new ArgumentException($"The example has {features.Length} features, but there are {Weights.Count} weights.", nameof(features));
        }

        var sum = Intercept;
        for (var feature = 0; feature < features.Length; feature++)
        {
            sum += Weights[feature] * features[feature];
        }

        return sum;
    }

    /// <summary>The mean squared error over some data.</summary>
    /// <param name="data">Examples with one target.</param>
    public double MeanSquaredError(Dataset data)
    {
        var targets = CoordinateDescent.Targets(data);
        var (sum, row) = (0.0, new float[data.Features.Width]);
        for (var example = 0; example < data.Count; example++)
        {
            data.Features.CopyRows(example, 1, row);
            sum += Math.Pow(Predict(row) - targets[example], 2);
        }

        return sum / data.Count;
    }

    /// <summary>Centered features, column by column, and the solution so far.</summary>
    private sealed class CoordinateDescent
    {
        private readonly int _count;
        private readonly int _width;
        private readonly double[] _columns;
        private readonly double[] _means;
        private readonly double[] _squares;
        private readonly double[] _targets;
        private readonly double _mean;
        private readonly double[] _weights;
        private readonly double[] _residuals;

        public CoordinateDescent(Dataset data)
        {
            (_count, _width) = (data.Count, data.Features.Width);
            _targets = [.. Targets(data).Select(value => (double)value)];
            _mean = _targets.Average();
            for (var i = 0; i < _count; i++)
            {
                _targets[i] -= _mean;
            }

            (_columns, _means, _squares) = (new double[(long)_count * _width], new double[_width], new double[_width]);
            var row = new float[_width];
            for (var i = 0; i < _count; i++)
            {
                data.Features.CopyRows(i, 1, row);
                for (var j = 0; j < _width; j++)
                {
                    _columns[((long)j * _count) + i] = row[j];
                    _means[j] += row[j] / (double)_count;
                }
            }

            for (var j = 0; j < _width; j++)
            {
                foreach (ref var value in Column(j))
                {
                    value -= _means[j];
                    _squares[j] += value * value;
                }
            }

            (_weights, _residuals) = (new double[_width], [.. _targets]);
        }

        public static float[] Targets(Dataset data)
        {
            ArgumentNullException.ThrowIfNull(data);
            return data.Targets is { Width: 1 } targets
                ? targets.ToArray()
                : throw new ArgumentException(data.Targets is null
                    ? "The lasso predicts one number, but the data have no targets; use Dataset.ForRegression."
                    : $"The lasso predicts one number, but the data have {data.Targets.Width} targets an example; fit each alone.");
        }

        public Lasso Run(double alpha, double tolerance, int maxPasses, CancellationToken cancellationToken)
        {
            if (!(alpha >= 0) || !double.IsFinite(alpha))
            {
                throw new ArgumentException(FormattableString.Invariant($"α is {alpha}, but it must be a finite number of 0 or more."), nameof(alpha));
            }

            var wanted = tolerance * Dot(_targets, _targets) / _count;
            var gap = Gap(alpha);
            for (var pass = 0; pass < maxPasses && gap > wanted; pass++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var j = 0; j < _width; j++)
                {
                    Step(j, alpha * _count);
                }

                gap = Gap(alpha);
            }

            var intercept = _mean - Dot(_weights, _means);
            return new Lasso(alpha, [.. _weights], intercept, gap);
        }

        private Span<double> Column(int feature) => _columns.AsSpan(feature * _count, _count);

        /// <summary>The minimum over one weight: soft thresholding.</summary>
        private void Step(int feature, double threshold)
        {
            if (_squares[feature] == 0)
            {
                return;
            }

            ReadOnlySpan<double> column = Column(feature);
            var old = _weights[feature];
            var correlation = Dot(column, _residuals) + (old * _squares[feature]);
            var weight = Math.Sign(correlation) * Math.Max(0, Math.Abs(correlation) - threshold) / _squares[feature];
            if (weight != old)
            {
                for (var i = 0; i < _count; i++)
                {
                    _residuals[i] -= (weight - old) * column[i];
                }

                _weights[feature] = weight;
            }
        }

        /// <summary>Primal minus dual objective, the dual at the residuals scaled until they are feasible.</summary>
        private double Gap(double alpha)
        {
            var largest = 0.0;
            for (var j = 0; j < _width; j++)
            {
                largest = Math.Max(largest, Math.Abs(Dot(Column(j), _residuals)));
            }

            var (squared, limit) = (Dot(_residuals, _residuals), alpha * _count);
            var scale = largest > limit ? limit / largest : 1;
            var primal = (squared / 2) + (limit * _weights.Sum(Math.Abs));
            var dual = (scale * Dot(_residuals, _targets)) - (scale * scale * squared / 2);
            return Math.Max(0, primal - dual) / _count;
        }

        private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right) => System.Numerics.Tensors.TensorPrimitives.Dot(left, right);
    }
}
