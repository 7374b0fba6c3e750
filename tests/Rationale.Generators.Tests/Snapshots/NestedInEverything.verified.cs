// ======== Main/Head
namespace Outer.Inner;

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

partial class InClass
{
    partial struct InStruct
    {
        partial record InRecord
        {
            partial record struct InRecordStruct
            {
                partial interface IInInterface<TIn, TOut>
                {
                    // 3 → Dense 4 → Relu → Dense 2 (26 parameters)
                    partial class Model : IModel
                    {

// ======== Prediction/Head
namespace Outer.Inner;

using global::Rationale.Execution;
using global::Rationale.Kernels;
using global::System.CodeDom.Compiler;
using Frame = global::Rationale.Execution.Frame<float>;
using StepProgram = global::Rationale.Execution.StepProgram<float>;

partial class InClass
{
    partial struct InStruct
    {
        partial record InRecord
        {
            partial record struct InRecordStruct
            {
                partial interface IInInterface<TIn, TOut>
                {
                    partial class Model
                    {

