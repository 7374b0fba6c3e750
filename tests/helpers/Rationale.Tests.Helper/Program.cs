using System.Runtime.Intrinsics;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Tests.Smoothing;
using Rationale.Tests.Training;

// The parts of tests that need a process of their own: to be killed, to start afresh, or to start with other instructions.
switch (args)
{
    case ["save-until-killed", var folder, var length]:
        var values = new float[int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)];
        for (var step = 1; ; step++)
        {
            // Every value says which save it belongs to, so that a mixture of two is seen.
            Array.Fill(values, step);
            new CheckpointFolder(folder).SaveLast(new Checkpoint { Architecture = "killed", Parameters = [NamedTensor.FromSingle("values", [values.Length], values)], OptimizerStep = step });
        }

    case ["votes", var file]:
        using (var model = SmallVoter.Model(seed: 99))
        {
            model.Load(file);
            foreach (var line in SmallVoter.Lines(model))
            {
                Console.WriteLine(line);
            }
        }

        return 0;

    case ["predict", var file]:
        using (var model = Deployed.Model(seed: 99))
        {
            model.Load(file);
            foreach (var line in Deployed.Lines(model))
            {
                Console.WriteLine(line);
            }
        }

        return 0;

    case ["train-until-killed", var folder]:
        await KilledTraining.RunUntilKilledAsync(folder);
        return 0;

    case ["device", var name]:
        Console.WriteLine(await NamedDevice.TrainAsync(name));
        return 0;

    case ["vector-bits"]:
        Console.WriteLine(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0);
        return 0;

    default:
        Console.Error.WriteLine($"'{string.Join(' ', args)}' is none of: save-until-killed FOLDER LENGTH, train-until-killed FOLDER, votes FILE, predict FILE, device NAME, vector-bits.");
        return 2;
}
