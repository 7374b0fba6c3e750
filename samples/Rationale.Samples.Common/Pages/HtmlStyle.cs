namespace Rationale.Samples;

/// <summary>How pages look.</summary>
internal static class HtmlStyle
{
    /// <summary>The style sheet: system fonts, two themes, pixels kept sharp.</summary>
    public const string Sheet = """
        :root { color-scheme: light dark; --ink: #1c2024; --soft: #60646c; --paper: #fcfcfd; --card: #fff; --line: #e0e1e6; --accent: #b2182b; --second: #2166ac; --third: #2f7d4f; --fourth: #8a5a00; --fifth: #7a3e9d; }
        @media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --soft: #b0b4ba; --paper: #111113; --card: #19191b; --line: #363a3f; --accent: #f4818c; --second: #7db8ef; --third: #7fcf9f; --fourth: #e5b567; --fifth: #c79be8; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
        h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.02em; }
        h2 { margin: 2.5rem 0 .75rem; letter-spacing: -.01em; }
        h3 { margin: 0 0 .75rem; font-size: 1rem; }
        .lead { color: var(--soft); font-size: 1.1rem; margin: 0 0 2rem; }
        .row, .chart { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1rem; margin: 0 0 1rem; }
        .images { display: grid; grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr)); gap: 1rem; }
        .images.narrow { grid-template-columns: repeat(auto-fill, minmax(5.25rem, 1fr)); gap: .5rem; }
        .images figure { margin: 0; }
        .images img { display: block; max-width: 100%; height: auto; image-rendering: pixelated; border-radius: 6px; border: 1px solid var(--line); }
        figcaption { color: var(--soft); font-size: .875rem; margin-top: .4rem; max-width: 20rem; }
        .chart figcaption { max-width: none; }
        .chart svg { display: block; width: 100%; height: auto; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: .5rem .75rem; border-bottom: 1px solid var(--line); text-align: right; }
        th:first-child { text-align: left; }
        td { white-space: nowrap; }
        thead th { color: var(--soft); font-weight: 500; }
        tbody th { font-weight: 600; }
        """;
}
