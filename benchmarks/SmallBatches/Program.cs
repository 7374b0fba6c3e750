// What one example costs: bytes that a call allocates, counted exactly, and the shortest of many times, for predictions, explanations, evaluations and certificates of 1 and 16 examples.
// With --first, and narrow or wide, what a first step costs; with --predict behind them, a first prediction.
using System.Diagnostics;
using System.Globalization;
using Rationale;
using Rationale.Benchmarks.SmallBatches;
using Rationale.Data;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--first", var which, ..])
{
    await new FirstStep().RunAsync(() => which == "wide" ? new WideDigits() : new Digits(), args.Contains("--predict"));
    return;
}

var random = new Random(1);
Console.WriteLine($"{"",-34} {"first",12} {"allocates",14} {"takes",14}");
using (var flowers = new Flowers())
{
    Measure(flowers, 4, 3);
}

using (var digits = new Digits())
{
    Measure(digits, 784, 10);
    var (image, explained) = (Numbers(784), new bool[784]);
    explained.AsSpan(300, 100).Fill(true);
    Report("Digits certify 1", () => digits.Certify(image, explained));
}

using (var wide = new WideDigits())
{
    Measure(wide, 784, 10);
}

void Measure(IModel model, int width, int classes)
{
    var name = model.GetType().Name;
    var (one, sixteen) = (Numbers(width), FeatureMatrix.FromArray(Numbers(16 * width), width));
    var labeled = Dataset.ForClassification(sixteen, [.. Enumerable.Range(0, 16).Select(row => row % classes)], classes);
    Report($"{name} predict 1", () => model.Predict(one));
    Report($"{name} predict 16", () => model.Predict(sixteen));
    Report($"{name} explain 1", () => model.Explain(one));
    Report($"{name} evaluate 16", () => model.Evaluate(labeled));
}

float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];

// The runtime replaces its first, slow code in the background; until then nothing but the first call is worth measuring.
static void Report(string name, Action action)
{
    var clock = Stopwatch.StartNew();
    action();
    var first = clock.Elapsed.TotalMilliseconds;
    for (clock.Restart(); clock.ElapsedMilliseconds < 1500;)
    {
        action();
    }

    var (bytes, best) = (long.MaxValue, double.MaxValue);
    for (var run = 0; run < 2000; run++)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        clock.Restart();
        action();
        best = Math.Min(best, clock.Elapsed.TotalMicroseconds);
        bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    Console.WriteLine($"{name,-34} {first,9:0.0} ms {bytes,8:N0} bytes {best,11:0.0} µs");
}
