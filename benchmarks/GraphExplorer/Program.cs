// Shows what a model's program does, instruction by instruction, and where its arithmetic, its memory traffic and its time go.
using System.CommandLine;
using System.Globalization;
using Rationale.Benchmarks;
using Rationale.Execution;
using Rationale.Graph;
using Rationale.GraphExplorer;
using Rationale.Storage;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var assembly = new Option<FileInfo?>("--assembly") { Description = "A built assembly with models, such as a sample's; the benchmarks' own models by default." };
var model = new Option<string?>("--model") { Description = "The model's class name, or a benchmark's name such as rrr-conv." };
var program = new Option<ProgramKind>("--program") { Description = "Which of the model's programs.", DefaultValueFactory = _ => ProgramKind.Training };
var batch = new Option<int>("--batch") { Description = "Rows of a batch; the model's own by default." };
var workers = new Option<int>("--workers") { Description = "Worker threads; chosen by size by default." };
var tile = new Option<int>("--tile") { Description = "Rows of a tile; chosen by size by default." };
var time = new Option<bool>("--time") { Description = "Measures each instruction: interpreted, one worker." };
var html = new Option<string?>("--html") { Description = "File that gets the text and the image as one page." };
var svg = new Option<string?>("--svg") { Description = "File that gets the image alone." };
var command = new RootCommand("A model's schedule: operators, arithmetic, bytes, tile, arena, time.") { assembly, model, program, batch, workers, tile, time, html, svg };
foreach (var count in new[] { batch, workers, tile })
{
    count.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is < 1 and var value)
        {
            result.AddError($"{count.Name} is {value}; give a number of at least 1, or leave it out.");
        }
    });
}

command.SetAction(parsed =>
{
    try
    {
        var specification = ModelFinder.Find(parsed.GetValue(assembly), parsed.GetValue(model));
        var options = new ExecutionOptions { Workers = parsed.GetValue(workers), TileSize = parsed.GetValue(tile) };
        var exploration = Exploration.Create(specification, parsed.GetValue(program), parsed.GetValue(batch), options);
        if (parsed.GetValue(time))
        {
            exploration = InstructionTimes.Measure(exploration, GemmPeak.Ours(threads: 1));
        }

        var text = TextReport.Format(exploration);
        Console.Write(text);
        if (parsed.GetValue(svg) is { } image)
        {
            AtomicFile.Write(image, stream => Write(stream, Image.Svg(exploration)));
        }

        if (parsed.GetValue(html) is { } page)
        {
            AtomicFile.Write(page, stream => Write(stream, Image.Page(exploration, text)));
        }

        return 0;
    }
    catch (Exception exception) when (exception is ArgumentException or IOException or BadImageFormatException or ShapeException)
    {
        Console.Error.WriteLine(exception.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();

static void Write(Stream stream, string text) => stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
