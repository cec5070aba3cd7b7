using RiskMap.Server.Commands;

return await RiskMapCommand.RunAsync(args, Console.Out, Console.Error);
