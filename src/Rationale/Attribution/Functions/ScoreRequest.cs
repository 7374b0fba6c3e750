namespace Rationale.Attribution;

/// <summary>What a method asks of a function for each changed example.</summary>
internal abstract class ScoreRequest
{
    /// <summary>Scores alone.</summary>
    public static ScoreRequest Score { get; } = new ScoresOnly();

    /// <summary>Scores and gradients.</summary>
    public static ScoreRequest Gradient { get; } = new ScoresAndGradients();

    /// <summary>Numbers for each example besides the score.</summary>
    public abstract int Width(ScoreFunction function);

    /// <summary>Asks.</summary>
    public abstract void Run(ScoreFunction function, ScoreBatch batch, TargetOutput output, Span<float> scores, Memory<float> detail);

    private sealed class ScoresOnly : ScoreRequest
    {
        public override int Width(ScoreFunction function) => 0;

        public override void Run(ScoreFunction function, ScoreBatch batch, TargetOutput output, Span<float> scores, Memory<float> detail) =>
            function.Scores(batch, output, scores);
    }

    private sealed class ScoresAndGradients : ScoreRequest
    {
        public override int Width(ScoreFunction function) => function.Width;

        public override void Run(ScoreFunction function, ScoreBatch batch, TargetOutput output, Span<float> scores, Memory<float> detail) =>
            function.Gradients(batch, output, scores, detail);
    }
}
