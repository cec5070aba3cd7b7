using System.Text;
using System.Text.Json.Nodes;
using RiskMap.City.Dispatch.Record;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources.Edits;
using RiskMap.Server.Http;
using RiskMap.Server.Processes;

namespace RiskMap.Server.Features;

/// <summary>One unit that is to be sent.</summary>
/// <param name="Layer">teams or depots.</param>
/// <param name="Id">Id in that layer.</param>
/// <param name="Order">Its order as far as the request says it.</param>
sealed record UnitRequest(LayerSchema Layer, long Id, Feature Order);

/// <summary>
/// The body of <c>POST /dispatch</c>: an incident, known or new, and the units that are sent to it. A new incident has the members of its layer and
/// <c>location</c>, a unit those of an order; both are checked as features of their layers are.
/// </summary>
/// <param name="IncidentId">Id of a known incident, or null.</param>
/// <param name="Incident">A new incident, or null.</param>
/// <param name="HasOwnKey">True where the new incident bears a key of the client's.</param>
/// <param name="Units">Who is sent.</param>
sealed record DispatchRequest(long? IncidentId, Feature? Incident, bool HasOwnKey, IReadOnlyList<UnitRequest> Units)
{
    const int LongestNote = 2000;

    static readonly JsonObject Whole = Schema();

    /// <summary>Reads a body.</summary>
    /// <param name="body">UTF-8 text.</param>
    /// <param name="context">The city.</param>
    /// <exception cref="ProblemException">400: no JSON, or a member that cannot be used; it is named.</exception>
    public static DispatchRequest Read(ReadOnlyMemory<byte> body, EditContext context)
    {
        var root = WriteBody.Document(body, ProcessJson.Strict);
        try
        {
            return Read(Checked(root), context);
        }
        catch (QuestionException fault)
        {
            throw new ProblemException(ProcessProblems.Of(fault, within: ""));
        }
    }

    /// <summary>The body's schema in the words of OpenAPI 3.0.</summary>
    public static JsonObject Schema()
    {
        var material = ApiSchemas.Closed(ApiSchemas.Object(["code", "quantity"], ("code", ApiSchemas.Text()), ("quantity", Number(0)), ("unit", Optional(ApiSchemas.Text())), ("name", Optional(ApiSchemas.Text()))));
        var unit = ApiSchemas.Closed(ApiSchemas.Object(["layer", "id"],
            ("layer", ApiSchemas.OneOf(DispatchOrders.UnitLayers)),
            ("id", Id()), ("expectedSeconds", Optional(Number(0))), ("materials", Optional(ApiSchemas.ArrayOf(material))), ("note", Optional(Note()))));
        var units = ApiSchemas.ArrayOf(unit);
        units["maxItems"] = (int)DispatchRecordRules.Default.MostUnits.Value;
        var position = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "number" }, ["minItems"] = 2, ["maxItems"] = 2 };
        var incident = ApiSchemas.Object(["name", "location"], ("name", ApiSchemas.Text()), ("location", position));
        return ApiSchemas.Closed(ApiSchemas.Object(["units"], ("incidentId", Optional(Id())), ("incident", Optional(incident)), ("units", units), ("note", Optional(Note()))));
    }

    static JsonObject Checked(JsonNode? root)
    {
        if (root is not JsonObject whole) throw InputValues.Fault("", root, "process.fault.object");
        // An object's members are told as they are named; a schema's own place has no name.
        foreach (var (name, stranger) in whole.Where(member => Whole["properties"]![member.Key] is null)) throw InputValues.Fault(name, stranger, "process.fault.unknown", Names(Whole));
        foreach (var (name, schema) in Whole["properties"]!.AsObject())
        {
            if (whole[name] is { } value) InputCheck.Check(name, value, schema!.AsObject());
            else if (name == "units") throw InputValues.Fault(name, null, "process.fault.missing");
        }

        if ((whole["incidentId"] is null) == (whole["incident"] is null)) throw InputValues.Fault("incidentId", whole["incidentId"], "process.fault.dispatch-incident");
        if (whole["incident"] is null && whole["units"]!.AsArray().Count == 0) throw InputValues.Fault("units", whole["units"], "process.fault.dispatch-units");
        return whole;
    }

    static DispatchRequest Read(JsonObject whole, EditContext context)
    {
        var units = whole["units"]!.AsArray().Select((unit, i) => UnitOf(unit!.AsObject(), whole["note"], context, $"units/{i}")).ToList();
        for (var i = 0; i < units.Count; i++)
        {
            if (units.Take(i).Any(other => other.Layer == units[i].Layer && other.Id == units[i].Id)) throw InputValues.Fault($"units/{i}/id", whole["units"]![i]!["id"], "process.fault.dispatch-twice");
        }

        var incident = whole["incident"]?.AsObject();
        return new(whole["incidentId"]?.GetValue<long>(), incident is null ? null : IncidentOf(incident, context), incident?["key"] is not null, units);
    }

    static UnitRequest UnitOf(JsonObject unit, JsonNode? note, EditContext context, string place)
    {
        var members = new JsonObject(unit.Where(member => member.Key is not ("layer" or "id")).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        members["note"] ??= note?.DeepClone();
        var patch = new JsonObject { ["properties"] = members };
        var blank = new Feature(0, "", null, [.. new object?[DispatchOrders.Schema.Fields.Length]]);
        var order = Told(place, () => FeatureEdit.ReadPatch(DispatchOrders.Schema, Bytes(patch), context).Change(blank));
        return new(CityLayers.Get(unit["layer"]!.GetValue<string>()), unit["id"]!.GetValue<long>(), order);
    }

    static Feature IncidentOf(JsonObject incident, EditContext context)
    {
        var members = new JsonObject(incident.Where(member => member.Key != "location").Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        members["state"] ??= Incidents.Open;
        var point = new JsonObject { ["type"] = "Point", ["coordinates"] = incident["location"]!.DeepClone() };
        var feature = new JsonObject { ["type"] = "Feature", ["geometry"] = point, ["properties"] = members };
        return Told("incident", () => FeatureEdit.Read(Incidents.Schema, Bytes(feature), context).Create());
    }

    // The faults of a feature, at the places where this request has its members.
    static Feature Told(string place, Func<Feature> read)
    {
        try
        {
            return read();
        }
        catch (FaultyFeatureException faulty)
        {
            var faults = faulty.Faults.Select(fault => fault with { Pointer = $"/{place}/{MemberOf(fault.Pointer)}" }).ToList();
            throw new ProblemException(new Problem(StatusCodes.Status400BadRequest, "invalid-input", faults[0].Pointer[1..], faults[0].Reason, faults[0].Remedy)
            {
                Member = faults[0].Pointer[1..],
                Value = faults[0].Value,
                Faults = faults,
            });
        }
    }

    static string MemberOf(string pointer) => pointer.StartsWith("/geometry", StringComparison.Ordinal) ? "location" : pointer.Replace("/properties/", "", StringComparison.Ordinal);

    static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    static string Names(JsonObject schema) => string.Join(", ", schema["properties"]!.AsObject().Select(member => member.Key));

    static JsonObject Id() => new() { ["type"] = "integer", ["format"] = "int64", ["minimum"] = 1 };

    static JsonObject Number(double least) => new() { ["type"] = "number", ["minimum"] = least };

    static JsonObject Note() => new() { ["type"] = "string", ["maxLength"] = LongestNote };

    static JsonObject Optional(JsonObject schema)
    {
        schema["nullable"] = true;
        return schema;
    }
}
