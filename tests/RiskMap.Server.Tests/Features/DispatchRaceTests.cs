using System.Net;
using RiskMap.City.Store;
using RiskMap.Server.Tests.Support;
using static RiskMap.Server.Tests.Support.DispatchClient;

namespace RiskMap.Server.Tests.Features;

/// <summary>Two servers on one PostGIS city: what one has sent the other cannot send, however close they come.</summary>
public sealed class DispatchRaceTests
{
    const int Rounds = 40;

    [PostgisFact]
    public async Task Of_two_commanders_at_two_servers_exactly_one_gets_the_team_and_the_stock()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var store = await CityStores.OpenAsync(database.ConnectionString, CancellationToken.None)) await TestCity.FillAsync(store, Draw);
        await using var one = await TestCity.Over(database.ConnectionString);
        await using var two = await TestCity.Over(database.ConnectionString);
        for (var round = 0; round < Rounds; round++)
        {
            // Eight suits can be sent: five and five do not go, nor does one team twice.
            var asked = round % 2 == 0 ? Team(1) : Suits(5);
            var replies = await Task.WhenAll(new[] { one, two, one, two }.Select(city => city.SendForceAsync(asked)));
            replies.Select(reply => reply.Status).Order().ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict]);
            var won = replies.Single(reply => reply.Status == HttpStatusCode.Created).Json["orders"]![0]!.Number("id");
            (await (round % 3 == 0 ? one : two).PatchOrderAsync(won, """{"state":"released"}""")).ShouldBe(HttpStatusCode.OK);
        }
    }

    [PostgisFact]
    public async Task A_team_that_another_program_takes_away_meanwhile_is_not_sent()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var store = await CityStores.OpenAsync(database.ConnectionString, CancellationToken.None)) await TestCity.FillAsync(store, Draw);
        await using var city = await TestCity.Over(database.ConnectionString);
        await using var connection = new Npgsql.NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var delete = new Npgsql.NpgsqlCommand("DELETE FROM teams WHERE id = 1", connection, transaction)) await delete.ExecuteNonQueryAsync();
        var sending = city.SendForceAsync(Team(1));
        await transaction.CommitAsync();
        // Whoever was first: there is no order for a team that is gone.
        var reply = await sending;
        if (reply.Status == HttpStatusCode.NotFound) return;
        reply.ShouldBe(HttpStatusCode.Created);
        throw new Xunit.Sdk.XunitException("the deletion held the queue, so the order came second and must be refused");
    }
}
