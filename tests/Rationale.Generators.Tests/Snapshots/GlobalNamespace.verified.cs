// ======== Main/Head
using CancellationToken = global::System.Threading.CancellationToken;
using ClassifierTask = global::Rationale.Graph.Models.ClassifierTask;
using Column = global::Rationale.Data.Column;
using Dataset = global::Rationale.Data.Dataset;
using DatasetStream = global::Rationale.Data.DatasetStream;
using Dense = global::Rationale.Graph.Models.Dense;
using EquatableArray = global::Rationale.Graph.EquatableArray;
using Evaluation = global::Rationale.Models.Evaluation;
using ExplainedScalar = global::Rationale.ExplainedScalar;
using Explanation = global::Rationale.Models.Explanation;
using GeneratedCodeAttribute = global::System.CodeDom.Compiler.GeneratedCodeAttribute;
using IModel = global::Rationale.IModel;
using Initialization = global::Rationale.Initialization;
using Layer = global::Rationale.Graph.Models.Layer;
using ModelRuntime = global::Rationale.Models.ModelRuntime;
using ModelSpecification = global::Rationale.Graph.Models.ModelSpecification;
using ObjectiveTerm = global::Rationale.Graph.Objectives.ObjectiveTerm;
using OptimizerKind = global::Rationale.OptimizerKind;
using Prediction = global::Rationale.Models.Prediction;
using Predictions = global::Rationale.Models.Predictions;
using ProgramSource = global::Rationale.Models.ProgramSource;
using Reduction = global::Rationale.Reduction;
using Relu = global::Rationale.Graph.Models.Relu;
using StepProgram = global::Rationale.Execution.StepProgram<float>;
using TaskLoss = global::Rationale.Graph.Objectives.TaskLoss;
using TrainingDefaults = global::Rationale.Graph.Models.TrainingDefaults;
using TrainingOptions = global::Rationale.Training.TrainingOptions;
using TrainingProgress = global::Rationale.Training.TrainingProgress;
using TrainingResult = global::Rationale.Training.TrainingResult;
using TrainingRun = global::Rationale.Training.TrainingRun;

// 3 → Dense 4 → Relu → Dense 2 (26 parameters)
partial class GlobalModel : IModel
{

// ======== Prediction/Head
using ColumnLayout = global::Rationale.Execution.ColumnLayout;
using Frame = global::Rationale.Execution.Frame<float>;
using Gemm = global::Rationale.Kernels.Gemm;
using GeneratedCodeAttribute = global::System.CodeDom.Compiler.GeneratedCodeAttribute;
using ProgramLayout = global::Rationale.Execution.ProgramLayout;
using StepProgram = global::Rationale.Execution.StepProgram<float>;

partial class GlobalModel
{

