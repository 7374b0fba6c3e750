using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Rationale.Tests.Execution;

/// <summary>
/// Checks of random values. The values are the same in every run, so that a change is judged by what it does and not by what was drawn that day;
/// the variable <see cref="SeedVariable"/> draws others: a number, or "random" for new ones each time.
/// </summary>
internal static class RandomTests
{
    public const string SeedVariable = "RATIONALE_TEST_SEED";

    public static ulong Seed { get; } = Environment.GetEnvironmentVariable(SeedVariable) switch
    {
        null or "" => 1,
        "random" => (ulong)System.Random.Shared.NextInt64(),
        var number => ulong.Parse(number, CultureInfo.InvariantCulture),
    };

    public static void ForAll<T>(Arbitrary<T> values, int count, Action<T> check)
    {
        var start = new Rnd(Seed);
        try
        {
            Prop.ForAll(values, check).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(start.Seed, start.Gamma));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{SeedVariable}={Seed} brings this failure back. {e.Message}", e);
        }
    }
}
