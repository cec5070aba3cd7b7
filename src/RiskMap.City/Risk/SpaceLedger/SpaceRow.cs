using System.Text.Json;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.SpaceLedger;

/// <summary>How recent a space's entry is.</summary>
enum Freshness
{
    Fresh,
    Stale,
    Undated,
    Ahead,
}

/// <summary>One space, judged by the ledger's rules.</summary>
/// <param name="Space">The space.</param>
/// <param name="Hazards">Its hazards; empty when they are not known.</param>
/// <param name="Required">Per required field: whether it is required of this space.</param>
/// <param name="Known">Per required field: whether it is there.</param>
/// <param name="Freshness">How recent its entry is.</param>
/// <param name="First">The first capable team.</param>
/// <param name="Owner">Its owner.</param>
sealed record SpaceRow(
    FeatureRef Space, IReadOnlyList<string> Hazards, bool[] Required, bool[] Known, Freshness Freshness, FirstTeam First, OwnerMatch Owner)
{
    static readonly int HazardsField = ConfinedSpaces.Schema.IndexOf("hazards");
    static readonly int UpdatedOn = ConfinedSpaces.Schema.IndexOf("updatedOn");

    /// <summary>True when every required field is there.</summary>
    public bool IsComplete { get; } = !Required.Zip(Known).Any(field => field.First && !field.Second);

    /// <summary>Judges a space.</summary>
    public static SpaceRow Of(FeatureRef space, LedgerRules rules, DateOnly asOf, RescueReach reach, SpaceOwners owners)
    {
        var hazards = HazardsOf(space);
        return new(
            space, hazards,
            [.. rules.RequiredFields.Select(field => field.WhenHazards is not { } only || hazards.Intersect(only, StringComparer.Ordinal).Any())],
            [.. rules.RequiredFields.Select(field => IsKnown(space, field.Field, hazards))],
            FreshnessOf(space, asOf, rules.Stale.AfterDays),
            space.IsEmpty ? new(Reach.Unknown, double.PositiveInfinity, -1, IsByRoad: false) : reach.At(space),
            owners.Find(space));
    }

    /// <summary>Counts some spaces.</summary>
    public static LedgerCounts Count(IReadOnlyCollection<SpaceRow> rows)
    {
        int Of(Func<SpaceRow, bool> condition) => rows.Count(condition);
        return new(
            rows.Count, Of(row => row.IsComplete), Of(row => !row.IsComplete),
            Of(row => row.Freshness == Freshness.Fresh), Of(row => row.Freshness == Freshness.Stale), Of(row => row.Freshness == Freshness.Undated), Of(row => row.Freshness == Freshness.Ahead),
            Of(row => row.First.Reach == Reach.Within), Of(row => row.First.Reach == Reach.Beyond), Of(row => row.First.Reach == Reach.Unknown));
    }

    static List<string> HazardsOf(FeatureRef space) =>
        space.IsNull(HazardsField) ? [] : JsonSerializer.Deserialize<List<string>>(space.Utf8(HazardsField)) ?? [];

    // A ledger that lists no hazard has not named any.
    static bool IsKnown(FeatureRef space, string field, List<string> hazards) => field switch
    {
        LedgerRules.Place => !space.IsEmpty,
        "hazards" => hazards.Count > 0,
        _ => !space.IsNull(space.Block.Schema.IndexOf(field)),
    };

    static Freshness FreshnessOf(FeatureRef space, DateOnly asOf, int staleAfterDays)
    {
        if (space.IsNull(UpdatedOn))
            return Freshness.Undated;
        var days = asOf.DayNumber - space.Integer(UpdatedOn);
        return days < 0 ? Freshness.Ahead : days > staleAfterDays ? Freshness.Stale : Freshness.Fresh;
    }
}
