// Usage: Bench MODULE-FOLDER PROGRAM
//
// Measures the module in MODULE-FOLDER against `PROGRAM emulator`. Each whole session is a process of its own: this
// program again, with the words "empty" or "first".

using ManagementPartner.Bench;

switch (args)
{
    case ["empty"]:
        WholeSession.Empty();
        return 0;
    case ["first", var module]:
        WholeSession.First(module);
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
