// ======== Main/Head
namespace Generic;

using global::Rationale;
using global::Rationale.Data;
using global::Rationale.Graph;
using global::Rationale.Graph.Models;
using global::Rationale.Graph.Objectives;
using global::Rationale.Models;
using global::Rationale.Training;
using global::System;
using global::System.CodeDom.Compiler;
using global::System.Threading;
using global::System.Threading.Tasks;
using StepProgram = global::Rationale.Execution.StepProgram<float>;

// 3 → Dense 4 → Relu → Dense 2 (26 parameters)
partial class Model<T, TClass, TList, @event> : IModel
    where T : unmanaged, global::System.IComparable<T>
    where TClass : class?, global::System.IDisposable
    where TList : notnull, global::System.Collections.Generic.IReadOnlyDictionary<string, global::System.Collections.Generic.List<T?>>, new()
{

// ======== Main/Model
    /// <summary>Makes a model with freshly drawn parameters, the same each time.</summary>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Model()
    {
    }

// ======== Main/Model
    /// <summary>Makes a model with freshly drawn parameters.</summary>
    /// <param name="seed">What they are drawn from: the same seed gives the same parameters on every machine.</param>
    [GeneratedCode("Rationale.Generators", "0.0.0")]
    public Model(ulong seed)
        : this() => _runtime.Initialize(seed);

// ======== Prediction/Head
namespace Generic;

using global::Rationale.Execution;
using global::Rationale.Kernels;
using global::System.CodeDom.Compiler;
using Frame = global::Rationale.Execution.Frame<float>;
using StepProgram = global::Rationale.Execution.StepProgram<float>;

partial class Model<T, TClass, TList, @event>
    where T : unmanaged, global::System.IComparable<T>
    where TClass : class?, global::System.IDisposable
    where TList : notnull, global::System.Collections.Generic.IReadOnlyDictionary<string, global::System.Collections.Generic.List<T?>>, new()
{

