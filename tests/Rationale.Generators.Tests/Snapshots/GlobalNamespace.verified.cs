// ======== Main/Head
using Attribution = global::Rationale.Attribution.Attribution;
using Attributions = global::Rationale.Attribution.Attributions;
using CancellationToken = global::System.Threading.CancellationToken;
using ClassifierTask = global::Rationale.Graph.Models.ClassifierTask;
using ConfigureAwaitOptions = global::System.Threading.Tasks.ConfigureAwaitOptions;
using Dataset = global::Rationale.Data.Dataset;
using DatasetStream = global::Rationale.Data.DatasetStream;
using DenseLayer = global::Rationale.Graph.Models.DenseLayer;
using EquatableArray = global::Rationale.Graph.EquatableArray;
using Evaluation = global::Rationale.Models.Evaluation;
using FeatureMatrix = global::Rationale.Data.FeatureMatrix;
using GeneratedCodeAttribute = global::System.CodeDom.Compiler.GeneratedCodeAttribute;
using IModel = global::Rationale.IModel;
using IRuntimeOwner = global::Rationale.CompilerServices.IRuntimeOwner;
using Initialization = global::Rationale.Initialization;
using Layer = global::Rationale.Graph.Models.Layer;
using ModelParameters = global::Rationale.Models.ModelParameters;
using ModelRuntime = global::Rationale.CompilerServices.ModelRuntime;
using ModelSpecification = global::Rationale.Graph.Models.ModelSpecification;
using ObjectiveTerm = global::Rationale.Graph.Objectives.ObjectiveTerm;
using OptimizerKind = global::Rationale.OptimizerKind;
using Prediction = global::Rationale.Models.Prediction;
using Predictions = global::Rationale.Models.Predictions;
using Preprocessing = global::Rationale.Data.Preprocessing;
using ProgramSource = global::Rationale.CompilerServices.ProgramSource;
using Reduction = global::Rationale.Reduction;
using ReluLayer = global::Rationale.Graph.Models.ReluLayer;
using StepProgram = global::Rationale.Execution.StepProgram<float>;
using Target = global::Rationale.Target;
using TargetClass = global::Rationale.TargetClass;
using TargetOutput = global::Rationale.TargetOutput;
using TaskLoss = global::Rationale.Graph.Objectives.TaskLoss;
using TrainingDefaults = global::Rationale.Graph.Models.TrainingDefaults;
using TrainingOptions = global::Rationale.Training.TrainingOptions;
using TrainingProgress = global::Rationale.Training.TrainingProgress;
using TrainingResult = global::Rationale.Training.TrainingResult;
using TrainingRun = global::Rationale.CompilerServices.TrainingRun;

// 3 → Dense 4 → Relu → Dense 2 (26 parameters)
partial class GlobalModel : IModel, IRuntimeOwner
{

// ======== Prediction/Head
using Frame = global::Rationale.Execution.Frame<float>;
using GemmKernels = global::Rationale.Kernels.GemmKernels;
using GeneratedCodeAttribute = global::System.CodeDom.Compiler.GeneratedCodeAttribute;
using ProgramLayout = global::Rationale.Execution.ProgramLayout;
using StepProgram = global::Rationale.Execution.StepProgram<float>;
using ValueLayout = global::Rationale.Execution.ValueLayout;

partial class GlobalModel
{

