using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cities;

/// <summary>A force as it is sent, complete, so that it can be sent again word for word.</summary>
/// <param name="Key">Key of the new incident, and Idempotency-Key.</param>
/// <param name="Body">Body of <c>POST /dispatch</c>.</param>
sealed record Force(string Key, JsonObject Body)
{
    public int Units => Body["units"]!.AsArray().Count;

    public HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("dispatch", UriKind.Relative)) { Content = new StringContent(Body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", $"\"{Key}\"");
        return request;
    }
}

/// <summary>
/// Sends one force after the other, each to a new incident. After a fault every force must be there whole, incident and all orders, or not at all, and exactly
/// once when it was sent again. Then the orders are cancelled and all is cleared away, so that the teams can be sent anew.
/// </summary>
sealed class DutyOfficer(int seed)
{
    const int Teams = 16;
    const int TeamsOfForce = 2;

    readonly Random _random = new(seed);
    readonly List<(Force Force, Answer Answer)> _sent = [];
    Force? _unanswered;
    int _made;

    /// <summary>Forces that were sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Forces without an answer that were there whole.</summary>
    public int UnansweredButWhole { get; private set; }

    /// <summary>Forces without an answer of which nothing was there.</summary>
    public int UnansweredAndAbsent { get; private set; }

    /// <summary>The teams, with ids from 1, and the depot 1.</summary>
    public static async Task FillAsync(string store)
    {
        var random = new Random(Teams);
        await SmallCity.ImportAsync(store, "teams", Enumerable.Range(1, Teams).Select(number => Drafts.Team(random, FormattableString.Invariant($"team-{number}")).ToJson()));
        await SmallCity.ImportAsync(store, "depots", [Drafts.Depot(random, "depot-1").ToJson()]);
    }

    /// <summary>Sends until it is stopped, gets no answer, or nobody is left.</summary>
    public async Task WriteAsync(CityServer server, CancellationToken stop)
    {
        for (var free = 1; free + TeamsOfForce - 1 <= Teams && !stop.IsCancellationRequested; free += TeamsOfForce)
        {
            var force = Next(free);
            if (await Answer.OfAsync(server.Client, force.Request()) is { MayBeRepeated: false } answer)
            {
                Accept(force, answer);
                continue;
            }

            _unanswered = force;
            return;
        }
    }

    /// <summary>Looks at what was sent, sends again what had no answer, and clears away; returns every write that the log must tell of.</summary>
    public async Task<IReadOnlyList<Acknowledged>> SettleAsync(CityServer server)
    {
        if (_unanswered is { } open) await RepeatAsync(open, server);
        _unanswered = null;
        var (written, record) = (new List<Acknowledged>(), await RecordAsync(server));
        foreach (var (force, answer) in _sent)
        {
            var orders = record.Orders[force.Key].Order().ToList();
            Promise.That(record.Incidents[force.Key].Count() == 1 && orders.SequenceEqual(OrdersOf(answer)), $"the force of {force.Key} was answered with {answer.Text}, and its orders are {string.Join(' ', orders)}");
            written.Add(new(answer.ChangeSet!.Value, $"force of {force.Key}", new Dictionary<string, (long, long, long)>(StringComparer.Ordinal) { ["incidents"] = (1, 0, 0), [SmallCity.OrdersLayer] = (force.Units, 0, 0) }));
            foreach (var order in orders) written.AddRange([await WriteAsync(server, EditKind.Merge, SmallCity.OrdersLayer, order), await WriteAsync(server, EditKind.Delete, SmallCity.OrdersLayer, order)]);
            written.Add(await WriteAsync(server, EditKind.Delete, "incidents", record.Incidents[force.Key].Single()));
        }

        _sent.Clear();
        return written;
    }

    Force Next(int free)
    {
        var key = FormattableString.Invariant($"force-{seed}-{++_made}");
        var units = new JsonArray([.. Enumerable.Range(free, TeamsOfForce).Select(JsonNode (team) => new JsonObject { ["layer"] = "teams", ["id"] = team, ["expectedSeconds"] = _random.Next(900) })]);
        units.Add(new JsonObject { ["layer"] = "depots", ["id"] = 1, ["materials"] = new JsonArray(new JsonObject { ["code"] = Drafts.SupplyCode, ["quantity"] = 1 }) });
        var incident = new JsonObject { ["key"] = key, ["name"] = key, ["location"] = new JsonArray(118.2 + (_random.NextDouble() / 10), 24.6) };
        return new(key, new() { ["incident"] = incident, ["units"] = units });
    }

    void Accept(Force force, Answer answer)
    {
        Promise.That(answer.Status == HttpStatusCode.Created, $"POST /dispatch {force.Body} was refused with {(int)answer.Status}: {answer.Text}");
        _sent.Add((force, answer));
        Sent++;
    }

    async Task RepeatAsync(Force force, CityServer server)
    {
        var record = await RecordAsync(server);
        var (incidents, orders) = (record.Incidents[force.Key].Count(), record.Orders[force.Key].Count());
        Promise.That((incidents, orders) == (0, 0) || (incidents, orders) == (1, force.Units), $"half a force: {incidents} incidents and {orders} orders after POST /dispatch {force.Body}");
        var answer = await Answer.ToRepeatedAsync(server.Client, force.Request, $"POST /dispatch {force.Key}");
        Promise.Same(answer.Replayed, incidents == 1, $"Idempotency-Replayed of POST /dispatch {force.Key}");
        if (incidents == 1) UnansweredButWhole++;
        else UnansweredAndAbsent++;
        Accept(force, answer);
    }

    static async Task<Acknowledged> WriteAsync(CityServer server, EditKind kind, string layer, long id)
    {
        var content = kind == EditKind.Merge ? new JsonObject { ["properties"] = new JsonObject { ["state"] = "cancelled" } } : null;
        var edit = new Edit(kind, layer, id, "", content, "*", string.Create(CultureInfo.InvariantCulture, $"clear-{kind}-{layer}-{id}"));
        var answer = await Answer.ToRepeatedAsync(server.Client, edit.Request, $"{kind} {layer}/{id}");
        Promise.That(answer is { IsDone: true, ChangeSet: not null }, $"{kind} {layer}/{id} was refused with {(int)answer.Status}: {answer.Text}");
        return Acknowledged.Of(answer.ChangeSet!.Value, layer, kind);
    }

    static IEnumerable<long> OrdersOf(Answer answer)
    {
        using var document = JsonDocument.Parse(answer.Text);
        return [.. document.RootElement.GetProperty("orders").EnumerateArray().Select(order => order.GetProperty("id").GetInt64()).Order()];
    }

    /// <summary>Ids of incidents by their keys, and of orders by the keys of their incidents.</summary>
    static async Task<(ILookup<string, long> Incidents, ILookup<string, long> Orders)> RecordAsync(CityServer server)
    {
        var image = await CityImage.ReadAsync(server, "incidents", SmallCity.OrdersLayer);
        var (orders, incidents) = (image.Features.Where(feature => feature.Key.Layer == SmallCity.OrdersLayer), image.Features.Where(feature => feature.Key.Layer == "incidents"));
        return (incidents.ToLookup(one => one.Value.Key, one => one.Key.Id, StringComparer.Ordinal), orders.ToLookup(one => IncidentOf(one.Value.Text), one => one.Key.Id, StringComparer.Ordinal));
    }

    static string IncidentOf(string order)
    {
        using var feature = JsonDocument.Parse(order);
        return feature.RootElement.GetProperty("properties").GetProperty("incidentKey").GetString()!;
    }
}
