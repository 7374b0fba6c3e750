using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Tensors;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;
using Rationale.Torch.Programs;

namespace Rationale.Torch.Tests.Programs;

/// <summary>Batches that are gathered on another device, which a CPU stands for, from data that stay there.</summary>
public sealed class DeviceRowsTests
{
    // More than are brought at a time.
    private const int Rows = 5000;

    private static readonly ModelSpecification Model = Small.Mlp(5, Small.Classes(3)).With(Small.Sum);

    [TorchTheory]
    [InlineData(TorchDevice.DefaultDataLimit, 0)]
    [InlineData(0, 6)]
    [InlineData(1000, 6)]
    public void Steps_are_those_of_rows_that_are_brought(long dataLimit, int copies)
    {
        var sample = ModelSample.Create(Model, Rows, 3);
        var schedule = TensorSchedule.Of(ModelPrograms.Compile(ModelPrograms.Training(Model)), sample.Parameters.Length);
        using var parameters = new AlignedBuffer<double>(sample.Parameters.Length);
        sample.Parameters.CopyTo(parameters.Span);
        using var here = new TensorExecutor<double>(schedule, [.. sample.Columns.Keys], parameters, TorchDevice.Cpu, new ExecutionOptions { Workers = 1 });
        using var there = new TensorExecutor<double>(schedule, [.. sample.Columns.Keys], parameters, TorchDevice.Cpu with { Mirrored = true, DataLimit = dataLimit });
        var all = new ArrayBatch<double>(Rows, [.. sample.Columns.Values.Select(column => new ReadOnlyMemory<double>(column))], sample.Labels);
        foreach (var executor in new[] { here, there })
        {
            executor.Set(ExplanationPenalty.Key, 2);
        }

        var random = new Random(1);
        foreach (var rows in new[] { 4, 9, 4, 30, 4, 30 })
        {
            var batch = new Chosen(all, [.. Enumerable.Range(0, rows).Select(_ => random.Next(Rows))]);
            here.Run(batch);
            there.Run(batch);
            Near.Check([here.Total(ModelPrograms.Loss), .. here.Gradients], [there.Total(ModelPrograms.Loss), .. there.Gradients], 1e-10, $"{rows} rows:");
        }

        Assert.Equal(copies, there.Copies[TensorRole.Labels]);
        Assert.Equal(copies * schedule.Columns.Count, there.Copies[TensorRole.Input]);
    }

    /// <summary>Some rows of a batch.</summary>
    private sealed class Chosen(IBatch<double> all, int[] rows) : IExampleSelection<double>
    {
        public int Examples => rows.Length;

        public IBatch<double> All => all;

        public ReadOnlyMemory<int> Selected => rows;

        public ReadOnlyMemory<double> Input(int column, int firstRow, int count, Memory<double> buffer)
        {
            var width = buffer.Length / count;
            for (var i = 0; i < count; i++)
            {
                all.Input(column, rows[firstRow + i], 1, buffer.Slice(i * width, width)).CopyTo(buffer[(i * width)..]);
            }

            return buffer;
        }

        public ReadOnlyMemory<int> Labels(int firstRow, int count, Memory<int> buffer)
        {
            for (var i = 0; i < count; i++)
            {
                buffer.Span[i] = all.Labels(rows[firstRow + i], 1, buffer.Slice(i, 1)).Span[0];
            }

            return buffer;
        }
    }
}
