using Spectre.Console;

namespace Rationale.Samples;

/// <summary>Sets up the console of a sample.</summary>
internal static class SampleConsole
{
    private const int FileWidth = 160;

    /// <summary>Keeps colors and line breaks out of files and pipes: whoever reads those wants the text.</summary>
    public static void Prepare()
    {
        if (!Console.IsOutputRedirected)
        {
            return;
        }

        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No });
        AnsiConsole.Profile.Width = FileWidth;
    }
}
