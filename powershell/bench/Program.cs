// Usage: Bench MODULE-FOLDER PROGRAM
//
// Measures the module in MODULE-FOLDER against `PROGRAM emulator`. Each whole session is a process of its own: this
// program again, with the word "session" and what to do in it.

using ManagementPartner.Bench;

switch (args)
{
    case ["session", .. var scripts]:
        WholeSession.Child(scripts);
        return 0;
    case [var folder, var program]:
        using (var emulator = new Emulator(program, tenants: 100))
        {
            WholeSession.Measure(Path.GetFullPath(folder));
            InSession.Measure(Path.GetFullPath(folder), emulator);
        }

        return 0;
    default:
        Console.Error.WriteLine("usage: Bench MODULE-FOLDER PROGRAM");
        return 2;
}
