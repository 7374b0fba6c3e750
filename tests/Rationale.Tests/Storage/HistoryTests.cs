using Rationale.Data;
using Rationale.Storage;

namespace Rationale.Tests.Storage;

public sealed class HistoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string PathOf => _folder["history.jsonl"];

    private static HistoryRecord Record(int epoch) => new()
    {
        Epoch = epoch + 1,
        Step = 100L * epoch,
        Seconds = epoch / 3.0,
        Losses = new Dictionary<string, double> { ["task"] = 1.0 / (epoch + 1), ["explanation"] = epoch == 2 ? double.NaN : double.PositiveInfinity },
        Metrics = new Dictionary<string, double> { ["accuracy"] = .96 },
    };

    private void Write(int count)
    {
        using var writer = HistoryWriter.Create(PathOf);
        for (var epoch = 0; epoch < count; epoch++)
        {
            writer.Append(Record(epoch));
        }

        Assert.Equal(count, writer.Count);
    }

    private static void AreFirst(int count, IReadOnlyList<HistoryRecord> records)
    {
        Assert.Equal(count, records.Count);
        for (var epoch = 0; epoch < count; epoch++)
        {
            var expected = Record(epoch);
            Assert.Equal(expected.Losses, records[epoch].Losses);
            Assert.Equal(expected.Metrics, records[epoch].Metrics);
            Assert.Equal(expected, records[epoch] with { Losses = expected.Losses, Metrics = expected.Metrics });
        }
    }

    [Fact]
    public void Records_come_back_exactly_not_a_number_included()
    {
        Write(4);
        AreFirst(4, History.Read(PathOf));
        Assert.Equal("""{"epoch":1,"step":0,"seconds":0,"losses":{"task":1,"explanation":"Infinity"},"metrics":{"accuracy":0.96}}""", File.ReadAllLines(PathOf)[0]);
    }

    [Fact]
    public void Each_record_can_be_read_as_soon_as_it_is_appended()
    {
        using var writer = HistoryWriter.Create(PathOf);
        for (var epoch = 0; epoch < 5; epoch++)
        {
            writer.Append(Record(epoch));
            AreFirst(epoch + 1, History.Read(PathOf));
        }
    }

    [Fact]
    public void A_file_cut_anywhere_gives_its_whole_records()
    {
        Write(3);
        var whole = File.ReadAllBytes(PathOf);
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(PathOf, whole[..length]);
            AreFirst(whole.Take(length).Count(letter => letter == '\n'), History.Read(PathOf));
        }
    }

    [Fact]
    public void Resuming_cuts_off_what_came_after_the_checkpoint()
    {
        Write(5);
        File.AppendAllText(PathOf, "{\"epoch\":5,\"st");
        using (var writer = HistoryWriter.Resume(PathOf, 3))
        {
            Assert.Equal(3, writer.Count);
            writer.Append(Record(3));
        }

        AreFirst(4, History.Read(PathOf));
        HistoryWriter.Resume(PathOf, 0).Dispose();
        Assert.Empty(History.Read(PathOf));
    }

    [Fact]
    public void A_file_of_version_01_counts_epochs_from_0_and_is_rewritten_when_it_goes_on()
    {
        Write(3);
        File.WriteAllText(PathOf, File.ReadAllText(PathOf).Replace("\"epoch\":1,", "\"epoch\":0,", StringComparison.Ordinal).Replace("\"epoch\":2,", "\"epoch\":1,", StringComparison.Ordinal).Replace("\"epoch\":3,", "\"epoch\":2,", StringComparison.Ordinal));
        AreFirst(3, History.Read(PathOf));
        using (var writer = HistoryWriter.Resume(PathOf, 2))
        {
            writer.Append(Record(2));
            writer.Append(Record(3));
        }

        AreFirst(4, History.Read(PathOf));
        Assert.StartsWith("{\"epoch\":1,", File.ReadAllText(PathOf), StringComparison.Ordinal);
    }

    [Fact]
    public void Resuming_with_more_records_than_there_are_is_refused_and_changes_nothing()
    {
        Write(2);
        var before = File.ReadAllBytes(PathOf);
        Assert.Contains("has 2 whole records, but the checkpoint was saved after 3", Assert.Throws<DataFormatException>(() => HistoryWriter.Resume(PathOf, 3)).Message);
        Assert.Equal(before, File.ReadAllBytes(PathOf));
    }
}
