using System.Globalization;
using System.Security.Cryptography;
using RiskMap.City.Dispatch.Record;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Sources.Edits;
using RiskMap.City.Store;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary>
/// <c>POST /dispatch</c> sends a whole force to an incident in one change set, all or nothing; <c>GET /dispatch/{incidentId}</c> tells the incident with its
/// orders. What becomes of an order is written to its feature: <c>PATCH /collections/dispatch-orders/items/{fid}</c>.
/// </summary>
public static class Dispatches
{
    /// <summary>Adds both.</summary>
    public static void MapDispatch(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/dispatch", (HttpContext context, ServedCity city) => SendAsync(context, city));
        routes.MapRead("/dispatch/{incidentId}", (HttpContext context, ServedCity city, string incidentId) => WriteAsync(context, city, incidentId));
    }

    static async Task SendAsync(HttpContext context, ServedCity city)
    {
        var live = WriteRun.Open(context, city);
        Parameters.Allow(context.Request);
        var headers = WriteHeaders.Of(context.Request, needsMatch: false);
        context.NoteWho(headers.Who);
        var body = await WriteBody.ReadAsync(context.Request, context.RequestAborted);
        var known = live.Current;
        var request = DispatchRequest.Read(body, EditContext.Of(known.City, known.Layer(Districts.Schema.Name).Count > 0));
        var note = WriteRun.Note(headers, "POST dispatch", () => Convert.ToHexStringLower(SHA256.HashData([.. "POST dispatch\n"u8, .. body.Span])));
        var (outcome, sent) = await WriteRun.RunAsync(live, note, writer => GiveAsync(writer, request, CityMetadata.ZoneOf(known.City)));
        WriteRun.Tell(context.Response, outcome);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = Links.To(context, string.Create(CultureInfo.InvariantCulture, $"/collections/{Incidents.Schema.Name}/items/{sent.IncidentId}"));
        // The version that it made, also when it is told again later: an answer does not change.
        var version = VersionToken.Of(outcome.State with { Version = outcome.ChangeSet ?? outcome.State.Version }).Text;
        await JsonAnswer.WriteBytesAsync(context, JsonAnswer.WithNulls(new { sent.IncidentId, sent.IncidentKey, sent.Orders, DataVersion = version }), "application/json");
    }

    static async Task<SentForce> GiveAsync(ICityWriter writer, DispatchRequest request, TimeZoneInfo zone)
    {
        var known = request.IncidentId is { } id ? await writer.FindAsync(Incidents.Schema, id, CancellationToken.None) ?? throw Unknown(Incidents.Schema, id, "incidentId") : null;
        var facts = await RecordRules.FactsAsync(writer, known is null ? [] : [known.Key], zone);
        var incident = known ?? await EnteredAsync(writer, request, facts);
        facts = facts.With(incident);
        var (orders, refused) = (new List<SentOrder>(), new List<(DispatchRecordException Refusal, string Member)>());
        foreach (var (i, asked) in request.Units.Index())
        {
            var unit = await writer.FindAsync(asked.Layer, asked.Id, CancellationToken.None) ?? throw Unknown(asked.Layer, asked.Id, $"units/{i}/id");
            try
            {
                var row = OrderRules.New(facts with { Unit = unit }, asked.Order.With(DispatchOrders.Schema, ("incidentKey", incident.Key), ("unitLayer", asked.Layer.Name), ("unitKey", unit.Key)), writer.Version);
                var order = DispatchOrder.Of(await writer.InsertAsync(DispatchOrders.Schema, row, CancellationToken.None));
                facts = facts with { Open = [.. facts.Open, order] };
                orders.Add(new(order.Row.Id, order.Row.Key, order.UnitLayer, asked.Id, order.UnitKey, order.Row.Name, order.State!, order.Row.Revision, order.ExpectedSeconds));
            }
            catch (DispatchRecordException refusal)
            {
                refused.Add((refusal, MemberOf(refusal, $"units/{i}")));
            }
        }

        return refused.Count == 0 ? new(incident.Id, incident.Key, orders) : throw Refused(refused);
    }

    static async Task<Feature> EnteredAsync(ICityWriter writer, DispatchRequest request, DispatchFacts facts)
    {
        try
        {
            var row = RecordGuards.Incident(facts, before: null, request.Incident!);
            // Two leaks of one day bear one name as often as not; the moment tells them apart.
            if (!request.HasOwnKey) row = row with { Key = string.Create(CultureInfo.InvariantCulture, $"{row.Name}@{row.Get(Incidents.Schema, "reportedAt") ?? facts.Now:yyyy-MM-dd'T'HH:mm:ss.fff}") };
            return await writer.InsertAsync(Incidents.Schema, row, CancellationToken.None);
        }
        catch (DispatchRecordException refusal)
        {
            throw Refused([(refusal, $"incident/{refusal.Member}")]);
        }
    }

    static string MemberOf(DispatchRecordException refusal, string unit) => refusal.Member switch
    {
        "incidentKey" => "incidentId",
        "unitKey" => $"{unit}/id",
        var member => $"{unit}/{member}",
    };

    // All that stands against it is told at once; what is wrong in itself goes first.
    static ProblemException Refused(IReadOnlyList<(DispatchRecordException Refusal, string Member)> refused)
    {
        var (first, member) = refused.OrderBy(entry => entry.Refusal.IsConflict).First();
        var problem = first.IsConflict
            ? RecordRules.Conflict(first, member)
            : new Problem(StatusCodes.Status400BadRequest, "invalid-input", member, first.Reason, first.Remedy) { Member = member, Value = first.Value };
        return new(problem with { Faults = [.. refused.Select(entry => new MemberFault($"/{entry.Member}", entry.Refusal.Value, entry.Refusal.Reason, entry.Refusal.Remedy))] });
    }

    static ProblemException Unknown(LayerSchema layer, long id, string member) =>
        new(ProblemTable.UnknownFeature(layer.Name, id.ToString(CultureInfo.InvariantCulture), member));

    static Task WriteAsync(HttpContext context, ServedCity city, string incidentId)
    {
        Parameters.Allow(context.Request);
        var snapshot = city.Required;
        if (!long.TryParse(incidentId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || snapshot.Layer(Incidents.Schema.Name).Find(id) is not { } incident)
            throw new ProblemException(ProblemTable.UnknownFeature(Incidents.Schema.Name, incidentId, "incidentId"));
        var document = DispatchDocument.Of(snapshot, incident, TimeProvider.System.GetUtcNow());
        // Beside the version, time decides on who is late; within one version nobody ceases to be.
        return Conditional.IsNotModified(context, string.Create(CultureInfo.InvariantCulture, $"{snapshot.Version.Text}.{document.Orders.Count(order => order.Late == true)}"))
            ? Task.CompletedTask
            : JsonAnswer.WriteBytesAsync(context, JsonAnswer.WithNulls(document), "application/json");
    }
}

/// <summary>What <c>POST /dispatch</c> did, kept with its idempotency key.</summary>
/// <param name="IncidentId">Id of the incident.</param>
/// <param name="IncidentKey">Its key.</param>
/// <param name="Orders">The orders, as the units were sent.</param>
sealed record SentForce(long IncidentId, string IncidentKey, IReadOnlyList<SentOrder> Orders);

/// <summary>An order that was given.</summary>
/// <param name="Id">Id of the order.</param>
/// <param name="Key">Its key.</param>
/// <param name="Layer">Layer of the unit.</param>
/// <param name="UnitId">Id of the unit.</param>
/// <param name="UnitKey">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">State.</param>
/// <param name="Revision">Revision of the order, for If-Match.</param>
/// <param name="ExpectedSeconds">Seconds in which the unit is expected, or null.</param>
sealed record SentOrder(long Id, string Key, string Layer, long UnitId, string UnitKey, string? Name, string State, long Revision, double? ExpectedSeconds);
