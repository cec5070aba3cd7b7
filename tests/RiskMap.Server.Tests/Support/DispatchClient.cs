using System.Net;
using System.Text.Json.Nodes;

namespace RiskMap.Server.Tests.Support;

/// <summary>Sends forces and changes orders as a client does.</summary>
static class DispatchClient
{
    public const string Orders = "/collections/dispatch-orders/items";

    /// <summary>A city with teams 1 to 3, a depot with 10 suits of which 2 are reserved, and the open incident 1.</summary>
    public static void Draw(CityDraft draft)
    {
        draft.Town();
        foreach (var team in new[] { "一队", "二队", "三队" }) draft.Add("teams", team, "POINT (118.22 24.62)", ("onDuty", 6L), ("capabilities", """["fire-fighting"]"""));
        draft.Add("depots", "一库", "POINT (118.24 24.62)", ("stock", """[{"code":"2010299","quantity":10,"unit":"套","reserved":2,"name":"防化服"}]"""));
        draft.Add("incidents", "氨泄漏", "POINT (118.23 24.63)", ("state", "open"));
    }

    public static string Team(int id, string more = "") => $$"""{"layer":"teams","id":{{id}}{{more}}}""";

    public static string Suits(double quantity) => FormattableString.Invariant($$"""{"layer":"depots","id":1,"materials":[{"code":"2010299","quantity":{{quantity}}}]}""");

    /// <summary>Sends units to incident 1.</summary>
    public static Task<ItemReply> SendForceAsync(this TestCity city, params string[] units) => city.DispatchAsync($$"""{"incidentId":1,"units":[{{string.Join(',', units)}}]}""");

    public static Task<ItemReply> DispatchAsync(this TestCity city, string body, params (string Name, string Value)[] headers) =>
        city.WriteAsync(HttpMethod.Post, "/dispatch", body, [("Content-Type", "application/json"), .. headers]);

    public static async Task<JsonNode> RecordAsync(this TestCity city, long incident = 1) => (await city.GetAsync($"/dispatch/{incident}")).ShouldBe(HttpStatusCode.OK).Json;

    /// <summary>Changes an order as whoever last saw it.</summary>
    public static Task<ItemReply> PatchOrderAsync(this TestCity city, long id, string properties) =>
        city.WriteAsync(HttpMethod.Patch, $"{Orders}/{id}", $$"""{"properties":{{properties}}}""", ("If-Match", "*"));

    public static string Text(this JsonNode node, string member) => node[member]!.GetValue<string>();

    public static long Number(this JsonNode node, string member) => node[member]!.GetValue<long>();
}
