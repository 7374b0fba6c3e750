using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Bounds for gradients, and parameters as one vector.</summary>
        public static class utils
        {
            /// <summary>All parameters one after another, each as it lies in memory; autograd leads through.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors) => cat([.. tensors.Select(parameter => parameter.view(-1))]);

            /// <summary>Scales all gradients together so that their norm is at most a bound; gives the norm that they had.</summary>
            /// <exception cref="ArgumentException">The bound or the norm is not above zero.</exception>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                if (!(max_norm > 0) || !(norm_type > 0))
                {
                    throw new ArgumentException($"Gradients are clipped to a norm above 0 of an order above 0, not to {max_norm} of order {norm_type}.", nameof(max_norm));
                }

                using var constant = no_grad();
                using var scope = NewDisposeScope();
                Tensor[] gradients = [.. tensors.Select(parameter => parameter.grad).OfType<Tensor>()];
                var norms = gradients.Select(gradient => Operators.Call("norm.Scalar", gradient.Native, norm_type).to(ScalarType.Float64).item<double>());
                var norm = double.IsPositiveInfinity(norm_type)
                    ? norms.DefaultIfEmpty(0).Max()
                    : Math.Pow(norms.Sum(one => Math.Pow(one, norm_type)), 1 / norm_type);

                // As in PyTorch, a little is added so that a norm of zero does no harm. A norm that is no number spreads, so that it is seen.
                var factor = max_norm / (norm + 1e-6);
                if (!(factor >= 1))
                {
                    foreach (var gradient in gradients)
                    {
                        gradient.mul_(factor);
                    }
                }

                return norm;
            }

            /// <summary>Cuts every element of every gradient off at a bound, above and below zero.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var constant = no_grad();
                foreach (var gradient in tensors.Select(parameter => parameter.grad).OfType<Tensor>())
                {
                    gradient.Change("clamp_", -clip_value, clip_value);
                }
            }
        }
    }
}
