using RiskMap.Faults.Cases;

namespace RiskMap.Faults;

/// <summary>The cases by name. The kills of the two stores and the outage run side by side with each other and with the rest.</summary>
static class AllCases
{
    public static readonly string[] Names = ["kills", "migrations", "outage", "scarcity", "races", "replay", "geopackage", "two-servers", "memory", "requests"];

    public static Task RunAsync(FaultOptions options, Scoreboard board) => Task.WhenAll(
        Kills.OnGeoPackageAsync(options, board),
        Kills.OnPostgisAsync(options, board),
        options.Wants("outage") ? Outage.RunAsync(options, board) : Task.CompletedTask,
        OthersAsync(options, board));

    static async Task OthersAsync(FaultOptions options, Scoreboard board)
    {
        if (options.Wants("geopackage")) await GeoPackageFaults.RunAsync(options, board);
        if (options.Wants("migrations")) await Migrations.RunAsync(options, board);
        if (options.Wants("scarcity")) await Scarcity.RunAsync(options, board);
        if (options.Wants("races")) await Races.RunAsync(options, board);
        if (options.Wants("two-servers")) await TwoServers.RunAsync(options, board);
        if (options.Wants("replay")) await Replay.RunAsync(options, board);
        if (options.Wants("memory")) await Memory.RunAsync(options, board);
        if (options.Wants("requests")) await RandomRequests.RunAsync(options, board);
    }
}
