namespace Rationale.Samples;

/// <summary>How pages look.</summary>
internal static class HtmlStyle
{
    /// <summary>The style sheet: system fonts, two themes, pixels kept sharp; nothing needs a screen wider than 320 pixels.</summary>
    public static string Sheet { get; } = $$"""
        :root { color-scheme: light dark; --ink: #1c2024; --soft: #60646c; --paper: #fcfcfd; --card: #fff; --line: #e0e1e6; --notice: #fff4d6; --shade: #0003; --for: {{Hex(HeatMap.For)}}; --against: {{Hex(HeatMap.Against)}}; {{Lines(line => line.Light)}} }
        @media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --soft: #b0b4ba; --paper: #111113; --card: #19191b; --line: #363a3f; --notice: #3a2f0b; --shade: #fff4; {{Lines(line => line.Dark)}} } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
        h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.02em; }
        h2 { margin: 2.5rem 0 .75rem; letter-spacing: -.01em; }
        h3 { margin: 0 0 .75rem; font-size: 1rem; }
        .lead { color: var(--soft); font-size: 1.1rem; margin: 0 0 2rem; }
        .notice { background: var(--notice); border: 1px solid var(--line); border-radius: 12px; padding: .6rem 1rem; margin: 0 0 1.5rem; font-weight: 600; }
        .row, .chart { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1rem; margin: 0 0 1rem; }
        .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr)); gap: 1rem; }
        .figures.narrow { grid-template-columns: repeat(auto-fill, minmax(5.25rem, 1fr)); gap: .5rem; }
        .figures figure { margin: 0; }
        .figures img { display: block; max-width: 100%; height: auto; image-rendering: pixelated; border-radius: 6px; border: 1px solid var(--line); }
        figcaption { color: var(--soft); font-size: .875rem; margin-top: .4rem; max-width: 20rem; overflow-wrap: anywhere; }
        .colorbar { display: flex; justify-content: space-between; margin-top: .3rem; padding-top: .55rem; font-size: .75rem; line-height: 1.4; font-variant-numeric: tabular-nums; background: linear-gradient(to right, var(--against), #fff, var(--for)) top / 100% .5rem no-repeat; }
        .bars { display: grid; grid-template-columns: auto minmax(3rem, 1fr) auto; gap: .35rem .5rem; align-items: center; font-size: .8125rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
        .bars span:nth-child(3n) { text-align: right; }
        .track { position: relative; height: 1.1rem; background: linear-gradient(var(--soft), var(--soft)) center / 1px 100% no-repeat; }
        .track i { position: absolute; top: 0; bottom: 0; }
        .track .for { left: 50%; background: var(--line1); }
        .track .against { right: 50%; background: var(--line2); }
        .chart figcaption { max-width: none; }
        .chart svg { display: block; width: 100%; height: auto; }
        .chart .narrow { display: none; max-width: 32rem; }
        .table { container-type: inline-size; margin: 0 0 1rem; }
        .hint { margin: 0; overflow: hidden; color: var(--soft); font-size: .875rem; max-height: clamp(0px, (var(--width) - 100cqi) * 99, 1.6rem); }
        .scroll { overflow-x: auto; background: linear-gradient(to right, var(--paper) 40%, #0000) left / 3rem 100% no-repeat local, linear-gradient(to left, var(--paper) 40%, #0000) right / 3rem 100% no-repeat local, linear-gradient(to right, var(--shade), #0000) left / .8rem 100% no-repeat, linear-gradient(to left, var(--shade), #0000) right / .8rem 100% no-repeat; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: .5rem .75rem; border-bottom: 1px solid var(--line); text-align: right; }
        th:first-child { text-align: left; }
        tr > :first-child { position: sticky; left: 0; background: var(--paper); }
        td { white-space: nowrap; }
        thead th { color: var(--soft); font-weight: 500; }
        tbody th { font-weight: 600; min-width: calc(var(--name) + 1.5rem); }
        @media (max-width: 44rem) {
          main { padding: 1.5rem 1rem 3rem; }
          h1 { font-size: 1.6rem; }
          .row, .chart { padding: .75rem; }
          .figures { grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .75rem; }
          .chart .wide { display: none; }
          .chart .narrow { display: block; }
          table { font-size: .9rem; }
          th, td { padding: .4rem .5rem; }
          tbody th { min-width: calc(var(--name) + 1rem); }
          .hint { max-height: clamp(0px, (var(--width) * .88 - 100cqi) * 99, 1.6rem); }
        }
        """;

    private static string Lines(Func<ChartLine, string> color) => string.Join(" ", ChartLine.All.Select((line, i) => $"--line{i + 1}: {color(line)};"));

    private static string Hex((byte R, byte G, byte B) color) => $"#{color.R:x2}{color.G:x2}{color.B:x2}";
}
