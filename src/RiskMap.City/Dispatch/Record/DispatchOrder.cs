using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Dispatch.Record;

/// <summary>One order as its row says it. Immutable.</summary>
public sealed class DispatchOrder
{
    /// <summary>States that hold a unit and its materials.</summary>
    public static readonly IReadOnlyList<string> OpenStates = [DispatchOrders.Ordered, DispatchOrders.TurnedOut, DispatchOrders.Arrived];

    DispatchOrder(Feature row) => (Row, Materials) = (row, OrderedMaterial.Read((string?)row.Get(DispatchOrders.Schema, "materials")));

    /// <summary>The row.</summary>
    public Feature Row { get; }

    /// <summary>Key of the incident; empty where another program left it out.</summary>
    public string IncidentKey => Text("incidentKey") ?? "";

    /// <summary>Layer of the unit.</summary>
    public string UnitLayer => Text("unitLayer") ?? "";

    /// <summary>Key of the unit in its layer.</summary>
    public string UnitKey => Text("unitKey") ?? "";

    /// <summary>Tells several orders of one unit to one incident apart: the version of the city, and so the change set, with which it was ordered.</summary>
    public long? Number => (long?)Row.Get(DispatchOrders.Schema, "number");

    /// <summary>State, or null where another program left it out.</summary>
    public string? State => Text("state");

    /// <summary>When it was ordered.</summary>
    public DateTimeOffset? OrderedAt => Time("orderedAt");

    /// <summary>When the unit left its base.</summary>
    public DateTimeOffset? TurnedOutAt => Time("turnedOutAt");

    /// <summary>When it was at the incident.</summary>
    public DateTimeOffset? ArrivedAt => Time("arrivedAt");

    /// <summary>When the order ended, released or cancelled.</summary>
    public DateTimeOffset? ReleasedAt => Time("releasedAt");

    /// <summary>Seconds from the order in which the unit was expected to arrive.</summary>
    public double? ExpectedSeconds => (double?)Row.Get(DispatchOrders.Schema, "expectedSeconds");

    /// <summary>What a depot sends.</summary>
    public IReadOnlyList<OrderedMaterial> Materials { get; }

    /// <summary>Note.</summary>
    public string? Note => Text("note");

    /// <summary>True while it holds its unit and materials.</summary>
    public bool IsOpen => State is { } state && OpenStates.Contains(state, StringComparer.Ordinal);

    /// <summary>When the unit was expected, or null.</summary>
    public DateTimeOffset? ExpectedAt => OrderedAt is { } from && ExpectedSeconds is { } seconds ? from.AddSeconds(seconds) : null;

    /// <summary>Reads a row.</summary>
    public static DispatchOrder Of(Feature row) => new(row);

    /// <summary>True where the unit came, or is still to come, after it was expected; null where nobody said when to expect it, or it never had to come.</summary>
    /// <param name="now">The moment that decides on a unit that is still on its way.</param>
    public bool? IsLate(DateTimeOffset now) => (ExpectedAt, ArrivedAt) switch
    {
        (null, _) => null,
        ({ } expected, { } arrived) => arrived > expected,
        ({ } expected, null) => IsOpen ? now > expected : null,
    };

    /// <summary>True for an order of a unit.</summary>
    public bool IsOf(string unitLayer, string unitKey) => UnitLayer == unitLayer && UnitKey == unitKey;

    string? Text(string field) => (string?)Row.Get(DispatchOrders.Schema, field);

    DateTimeOffset? Time(string field) => (DateTimeOffset?)Row.Get(DispatchOrders.Schema, field);
}
