using RiskMap.Faults;
using SQLitePCL;

FaultOptions options;
try
{
    options = FaultOptions.Read(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

Batteries_V2.Init();
var board = new Scoreboard(options.Seed);
board.Say($"{options.Extent.Name} form, seed {options.Seed}");
await AllCases.RunAsync(options, board);
board.Finish();
return board.AllWell ? 0 : 1;
