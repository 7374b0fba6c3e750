using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Rationale.Samples.Tests;

/// <summary>What makes a page readable on a phone and for the color-blind, as far as HTML and SVG tell it without a browser.</summary>
public sealed partial class ReadablePageTests
{
    /// <summary>The largest number of lines of a chart.</summary>
    private const int Lines = 6;

    /// <summary>A phone's width, without the page's and the chart's padding and border: the style sheet has 1 and 0.75 rem of 16 pixels, and 1 pixel.</summary>
    private const double Phone = 390 - (2 * (16 + 12 + 1));

    /// <summary>What people see who lack a kind of cone (Machado, Oliveira and Fernandes 2009, severity 1), as matrices over linear RGB; the first is full color vision.</summary>
    private static readonly double[][] Visions =
    [
        [1, 0, 0, 0, 1, 0, 0, 0, 1],
        [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    ];

    [Fact]
    public void Texts_of_a_chart_are_at_least_twelve_pixels_high_on_a_phone()
    {
        var page = Page().ToString();
        Assert.Matches(@"@media \(max-width: 44rem\)[^@]*\.chart \.wide \{ display: none; \}\s*\.chart \.narrow \{ display: block; \}", page);
        var narrow = Svg(page, "narrow");
        var scale = Math.Min(1, Phone / Width(narrow));
        Assert.All(narrow.DescendantsAndSelf().Select(element => (string?)element.Attribute("font-size")).OfType<string>(), size => Assert.True(Number(size) * scale >= 12, $"{size} x {scale}"));

        // No name, tick or label is longer than its place, at a generous width of a letter.
        foreach (var svg in new[] { narrow, Svg(page, "wide") })
        {
            Assert.All(svg.Descendants("text"), text =>
            {
                var (x, length) = (Number(text.Attribute("x")!.Value), text.Value.Length * 7.0);
                var left = (string?)text.Attribute("text-anchor") switch { "end" => x - length, "middle" => x - (length / 2), _ => x };
                Assert.True(left >= -1 && left + length <= Width(svg) + 1, $"\"{text.Value}\" from {left} to {left + length} of {Width(svg)}");
            });
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ticks_do_not_touch_on_a_phone(bool logarithmic)
    {
        var svg = XElement.Parse(new LineChart("t", "x", "y", logarithmic).Add("a", logarithmic ? [(1e-4, 0), (1e8, 1)] : [(0, 0), (1000, 1)]).ToSvg(narrow: true));
        var ticks = svg.Elements("text").Where(text => (string?)text.Attribute("text-anchor") == "middle").SkipLast(1).Select(text => (X: Number(text.Attribute("x")!.Value), Half: text.Value.Length * 3.5)).ToList();
        Assert.InRange(ticks.Count, 2, 7);
        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.True(pair.First.X + pair.First.Half < pair.Second.X - pair.Second.Half));
    }

    [Theory]
    [InlineData("light", "#ffffff")]
    [InlineData("dark", "#19191b")]
    public void Colors_of_lines_differ_for_every_kind_of_color_vision_and_stand_out(string theme, string card)
    {
        var roots = RootRule().Matches(Page().ToString()).Select(match => match.Value).ToList();
        Assert.Equal(2, roots.Count);
        var colors = Enumerable.Range(1, Lines).Select(i => Regex.Match(roots[theme == "light" ? 0 : 1], $"--line{i}: (#[0-9a-f]{{6}});").Groups[1].Value).ToList();
        Assert.All(colors, color => Assert.True(Contrast(color, card) >= 3, $"{color} on {card}: {Contrast(color, card)}"));
        foreach (var vision in Visions)
        {
            for (var i = 0; i < Lines; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var distance = Distance(Lab(colors[i], vision), Lab(colors[j], vision));
                    Assert.True(distance >= 25, $"{colors[i]} and {colors[j]} are {distance} apart");
                }
            }
        }
    }

    [Fact]
    public void Lines_differ_without_color_and_one_too_many_is_refused()
    {
        var chart = Chart();
        var legend = XElement.Parse(chart.ToSvg()).Elements("g").ToList();
        Assert.Equal(Lines, legend.Select(line => (string)line.Attribute("style")!).Distinct().Count());
        Assert.Equal(Lines, legend.Select(line => line.Elements("path").Last().Attribute("d")!.Value.Split('m', 2)[1]).Distinct().Count());
        Assert.All(legend, line => Assert.EndsWith(line.Elements("path").Last().Attribute("d")!.Value.Split('m', 2)[1], line.Elements("path").First().Attribute("d")!.Value, StringComparison.Ordinal));
        Assert.Equal(
            "The line \"a seventh\" is one too many: a chart can tell 6 lines apart. Draw a second chart. (Parameter 'name')",
            Assert.Throws<ArgumentException>(() => chart.Add("a seventh", [(0, 0)])).Message);
    }

    [Fact]
    public void A_map_has_a_color_bar_with_its_own_scale()
    {
        var page = Page().ToString();
        Assert.Contains("<div class=\"colorbar\" style=\"max-width:24px\"><span>−0.2500</span><span>0</span><span>+0.2500</span></div><figcaption>map</figcaption>", page);
        Assert.Contains(".colorbar {", page);
        Assert.Contains("linear-gradient(to right, var(--against), #fff, var(--for))", page);
        Assert.Contains("--for: #b2182b; --against: #2166ac;", page);
        Assert.Contains("<span></span><span>0</span><span></span>", new HtmlPage("t", "l").Figures("f", new PageMap(HeatMap.Draw(new float[4], 2, 2), "nothing", "a white map")).ToString());
    }

    [Fact]
    public void A_table_scrolls_and_says_so_where_it_is_wider_than_the_screen()
    {
        var page = Page().ToString();
        Assert.Equal(2, page.Split("<div class=\"scroll\" tabindex=\"0\"><table>").Length - 1);
        Assert.Equal(2, page.Split("<p class=\"hint\">Scroll sideways for more columns →</p>").Length - 1);
        Assert.Contains(".scroll { overflow-x: auto;", page);
        Assert.Contains("max-height: clamp(0px, (var(--width) - 100cqi) * 99, 1.6rem)", page);
        var widths = Regex.Matches(page, "--width:([0-9]+)px").Select(match => Number(match.Groups[1].Value)).ToList();
        Assert.True(widths[0] < Phone && widths[1] > 390, $"{widths[0]}, {widths[1]}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_page_of_a_quick_run_says_so_before_anything_else(bool quick)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");
        try
        {
            var code = await new SampleCommand("test").RunAsync(
                quick ? ["--quick"] : [],
                context =>
                {
                    context.Save(Page(), path);
                    return Task.CompletedTask;
                },
                TextWriter.Null,
                TestContext.Current.CancellationToken);
            Assert.Equal(0, code);
            var body = (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Split("<main>\n")[1];
            Assert.Equal(quick, body.StartsWith("<p class=\"notice\" role=\"note\">Quick run: smaller than the paper&#39;s", StringComparison.Ordinal));
            Assert.Equal(!quick, body.StartsWith("<h1>", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_symbol_on_the_pages_has_one_meaning()
    {
        // λ is the weight of a penalty. In the paper of masks that certify it is the share that versions keep, for which the sample has the word.
        var samples = Path.Combine(Repository(), "samples");
        var said = Directory.EnumerateFiles(samples, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains('λ', StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(samples, file).Split(Path.DirectorySeparatorChar)[0]).Distinct().ToList();
        Assert.Contains("SelfExplainingDigits", said);
        Assert.DoesNotContain("CertifiedFashion", said);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Toolkit.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    private static HtmlPage Page() => new HtmlPage("Readable", "A page with everything.")
        .Chart(Chart(), "A chart.")
        .Table(["", "accuracy"], [["plain", "0.5"]])
        .Table(["", "one", "two", "three", "four", "five", "six"], [["a name of a row", "0.5000", "0.5000", "0.5000", "0.5000", "0.5000", "0.5000"]])
        .Figures("figures", new PageMap(HeatMap.Draw([0.25f, -0.1f, 0, 0], 2, 2, cell: 12), "map", "a map"));

    private static LineChart Chart()
    {
        var chart = new LineChart("t", "images to learn from", "share that leaves the prediction as it is", logarithmic: true);
        string[] names = ["all but top-middle forbidden", "ours", "paper", "expected gradients", "SHAP, keep 1/4", "log-probability, others"];
        foreach (var name in names)
        {
            chart.Add(name, [(1e-4, 0), (1e8, 1)]);
        }

        return chart;
    }

    private static XElement Svg(string page, string size) => XElement.Parse(Regex.Match(page, $"<div class=\"{size}\">(<svg.*?</svg>)</div>", RegexOptions.Singleline).Groups[1].Value);

    private static double Width(XElement svg) => Number(svg.Attribute("viewBox")!.Value.Split(' ')[2]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double[] Linear(string color) => [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(color.Substring(1 + (2 * i), 2), 16) / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];

    private static double Luminance(string color) => Multiply([0.2126, 0.7152, 0.0722], Linear(color))[0];

    private static double Contrast(string a, string b) => (Math.Max(Luminance(a), Luminance(b)) + 0.05) / (Math.Min(Luminance(a), Luminance(b)) + 0.05);

    /// <summary>CIELAB of what a kind of color vision makes of a color, with the white of D65.</summary>
    private static double[] Lab(string color, double[] vision)
    {
        double[] seen = [.. Multiply(vision, Linear(color)).Select(value => Math.Clamp(value, 0, 1))];
        double[] xyz = Multiply([0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920, 0.9503041], seen);
        double[] white = [0.95047, 1, 1.08883];
        double[] f = [.. xyz.Zip(white, (value, full) => value / full).Select(t => t > 216.0 / 24389 ? Math.Cbrt(t) : ((24389.0 / 27 * t) + 16) / 116)];
        return [(116 * f[1]) - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])];
    }

    private static double[] Multiply(double[] matrix, double[] vector) => [.. matrix.Chunk(3).Select(row => row.Zip(vector, (a, b) => a * b).Sum())];

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    [GeneratedRegex(@":root \{[^}]*\}")]
    private static partial Regex RootRule();
}
