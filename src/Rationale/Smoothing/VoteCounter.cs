using Rationale.CompilerServices;

namespace Rationale.Smoothing;

/// <summary>Fills a job: an example and the groups of it that are left.</summary>
/// <param name="job">Number of the job.</param>
/// <param name="x">Receives the values of the example.</param>
/// <param name="mask">Receives a flag for each group.</param>
/// <param name="alwaysOn">Receives a flag for each group that every version keeps.</param>
internal delegate void JobMaker(int job, Span<float> x, Span<bool> mask, Span<bool> alwaysOn);

/// <summary>
/// Counts votes of any number of jobs within a limit of memory. Versions are numbered through over all jobs and go through the model in chunks; a chunk may begin
/// and end within a job, so that q does not decide the memory. Counts are sums of integers: no chunk, tile or worker can change them.
/// </summary>
internal sealed class VoteCounter(ModelRuntime model, SmoothedModel smoothed)
{
    /// <summary>Enough examples to keep every worker busy; more would only delay progress and cancellation.</summary>
    private const int MaxExamples = 2048;

    public VoteCounts[] Count(int jobs, JobMaker make, IProgress<SmoothingProgress>? progress, CancellationToken cancellationToken)
    {
        var (votes, quantization) = (smoothed.Votes, smoothed.Smoothing.Quantization);
        var total = (long)jobs * quantization;
        var examples = ExamplesAtOnce(total);
        var jobsAtOnce = (int)Math.Min(jobs, ((examples - 1) / quantization) + 2);
        var batch = new MaskedBatch(smoothed.Smoothing, smoothed.GroupOfValue, smoothed.Replacements, jobsAtOnce);
        var (outputs, counts) = (new float[checked(examples * votes.Outputs)], new long[votes.Classes]);
        var (mask, alwaysOn) = (new bool[smoothed.Groups], new bool[smoothed.Groups]);
        var results = new VoteCounts[jobs];
        for (var first = 0L; first < total; first += examples)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = (int)Math.Min(examples, total - first);
            var (firstJob, lastJob) = ((int)(first / quantization), (int)((first + count - 1) / quantization));
            for (var job = firstJob; job <= lastJob; job++)
            {
                alwaysOn.AsSpan().Clear();
                make(job, batch.Input(job - firstJob), mask, alwaysOn);
                batch.SetMask(job - firstJob, mask, alwaysOn);
            }

            batch.Select((int)(first % quantization), count);
            model.Outputs(batch, outputs.AsMemory(0, count * votes.Outputs));
            for (var i = 0; i < count; i++)
            {
                votes.Add(outputs.AsSpan(i * votes.Outputs, votes.Outputs), counts);
                if ((first + i + 1) % quantization == 0)
                {
                    results[(first + i) / quantization] = new VoteCounts(counts, (long)quantization * votes.Scale, (long)smoothed.Smoothing.Kept * votes.Scale);
                    counts.AsSpan().Clear();
                }
            }

            progress?.Report(new SmoothingProgress((int)((first + count) / quantization), jobs));
        }

        return results;
    }

    private int ExamplesAtOnce(long total)
    {
        var width = smoothed.GroupOfValue.Length;
        var perRow = (sizeof(float) * (long)smoothed.Votes.Outputs) + (MaskedBatch.BytesPerJob(width) / smoothed.Smoothing.Quantization);
        var affordable = (smoothed.MemoryLimit - (2 * MaskedBatch.BytesPerJob(width))) / Math.Max(1, perRow);
        return (int)Math.Clamp(affordable, 1, Math.Min(MaxExamples, total));
    }
}
