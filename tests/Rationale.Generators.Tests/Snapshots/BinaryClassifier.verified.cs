// ======== Main/TrainAsync/remarks
    /// <remarks>
    /// For each batch:
    /// <list type="number">
    /// <item><term>Forward pass</term> <description>z from x through the layers: [Dense] [Tanh].</description></item>
    /// <item><term>Task loss</term> <description>task = Σ (softplus(z) − y z), the binary cross-entropy: [Classifier(1)].</description></item>
    /// <item><term>Inner gradient</term> <description>∂s/∂x, where s = p of the labeled class: [ExplainConstraint].</description></item>
    /// <item><term>Explanation penalty</term> <description>explanation = λ₁ Σ (A ⊙ ∂s/∂x)², where A is 1 where a feature must not matter: [ExplainConstraint(Weight = 1000)], λ₁ = 1000.</description></item>
    /// <item><term>Outer gradient</term> <description>the gradient of L = task + explanation with respect to every parameter, through the inner gradient too.</description></item>
    /// <item><term>Clip</term> <description>Off unless the options ask for it: [Train].</description></item>
    /// <item><term>Update</term> <description>every parameter by Adam with learning rate 0.001: [Train].</description></item>
    /// </list>
    /// </remarks>

// ======== Training/Tile/Task loss
            // ── Task loss

            // t3 = onehot(labels)   [examples×2]
            var labels = frame.Labels;
            var t3 = frame.Arena(6, 2);
            SelectionKernels.OneHot(labels, t3, rows: examples, classes: 2);

            // y = t3[1..2]   [examples×1]
            var y = frame.Arena(8, 1);
            SelectionKernels.CopyBlock(t3, y, outer: examples, xStride: 2, yStride: 1, xOffset: 1, yOffset: 0, length: 1);

            // t4 = softplus(z2)   [examples×1]
            var t4 = frame.Arena(6, 1);
            ElementwiseKernels.Softplus(z2, t4);

            // t5 = y ⊙ z2   [examples×1]
            var t5 = frame.Arena(7, 1);
            BinaryKernels.Multiply(y, z2, t5);

            // t6 = t4 − t5   [examples×1], in the place of t4
            var t6 = frame.Arena(6, 1);
            BinaryKernels.Subtract(t4, t5, t6);

            // task += Σ t6   []
            var task = frame.Sum(32, 1);
            ReduceKernels.Sum(t6, task, outer: examples, middle: 1, inner: 1, accumulate: true);

// ======== Training/Tile/Inner gradient
            // ── Inner gradient: the explanation ∂s/∂x

            // t7 = 2·y − 1   [examples×1]
            var t7 = frame.Arena(6, 1);
            ElementwiseKernels.Affine(y, t7, scale: 2f, shift: -1f);

            // t8 = t7 ⊙ z2   [examples×1]
            var t8 = frame.Arena(7, 1);
            BinaryKernels.Multiply(t7, z2, t8);

            // s = σ(t8)   [examples×1], in the place of t8
            var s = frame.Arena(7, 1);
            ElementwiseKernels.Sigmoid(t8, s);

            // t9 = s²   [examples×1]
            var t9 = frame.Arena(9, 1);
            ElementwiseKernels.Square(s, t9);

            // t10 = s − t9   [examples×1], in the place of t9
            var t10 = frame.Arena(9, 1);
            BinaryKernels.Subtract(s, t9, t10);

            // ∂s/∂z2 = t10 ⊙ t7   [examples×1]
            var ds_dz2 = frame.Arena(10, 1);
            BinaryKernels.Multiply(t10, t7, ds_dz2);

            // ∂s/∂a1 = ∂s/∂z2·W2ᵀ   [examples×5]
            var W2T_panels = frame.Shared(192, 16);
            var ds_da1 = frame.Arena(11, 5);
            GemmKernels.MultiplyPacked(ds_dz2, W2T_panels, ds_da1, m: examples, k: 1, n: 5, accumulate: false);

            // t11 = a1²   [examples×5]
            var t11 = frame.Arena(16, 5);
            ElementwiseKernels.Square(a1, t11);

            // t12 = 1 − t11   [examples×5], in the place of t11
            var t12 = frame.Arena(16, 5);
            ElementwiseKernels.Affine(t11, t12, scale: -1f, shift: 1f);

            // ∂s/∂z1 = ∂s/∂a1 ⊙ t12   [examples×5]
            var ds_dz1 = frame.Arena(21, 5);
            BinaryKernels.Multiply(ds_da1, t12, ds_dz1);

            // ∂s/∂x = ∂s/∂z1·W1ᵀ   [examples×4]
            var W1T_panels = frame.Shared(208, 80);
            var ds_dx = frame.Arena(26, 4);
            GemmKernels.MultiplyPacked(ds_dz1, W1T_panels, ds_dx, m: examples, k: 5, n: 4, accumulate: false);

