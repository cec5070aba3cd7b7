using System.Text.Json;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Dispatch.Record;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>A base from which help comes.</summary>
/// <param name="Feature">Its row.</param>
/// <param name="At">Where it stands, metres in the plane.</param>
/// <param name="TurnoutSeconds">Turnout of a team, loading of a depot.</param>
/// <param name="TurnoutAssumed">True where its row does not say and its tier's was taken.</param>
sealed record CoverageBase(FeatureRef Feature, (double X, double Y) At, double TurnoutSeconds, bool TurnoutAssumed)
{
    public UnitName Name => new(Feature.Block.Schema.Name, Feature.Id);
}

/// <summary>The bases of a city that a question means. What a row does not say is named; a base is never made up. Immutable once read.</summary>
sealed class CoverageBases
{
    static readonly int Kind = Teams.Schema.IndexOf("kind");
    static readonly int Capabilities = Teams.Schema.IndexOf("capabilities");
    static readonly int OnDuty = Teams.Schema.IndexOf("onDuty");

    readonly CitySnapshot _city;
    readonly CoverageOrder _order;
    int _unknownDuty;

    CoverageBases(CitySnapshot city, CoverageOrder order) => (_city, _order) = (city, order);

    /// <summary>The bases by ascending id.</summary>
    public List<CoverageBase> All { get; } = [];

    /// <summary>Teams and depots that do not count, with the reason; what is of another kind is not listed.</summary>
    public List<LeftOutUnit> LeftOut { get; } = [];

    /// <summary>Data that is missing.</summary>
    public List<MissingData> Missing { get; } = [];

    /// <summary>Reads the bases.</summary>
    public static CoverageBases Of(CitySnapshot city, CoverageOrder order)
    {
        var bases = new CoverageBases(city, order);
        foreach (var feature in city.Layer(order.Standard.Layer).All)
        {
            if (!bases.IsMeant(feature))
                continue;
            if (bases.WhyNot(feature) is { } reason)
                bases.LeftOut.Add(new(order.Standard.Layer, feature.Id, feature.Name, reason));
            else
                bases.All.Add(bases.BaseOf(feature));
        }
        bases.NameMissing();
        return bases;
    }

    bool IsTeams => _order.Standard.Layer == Teams.Schema.Name;

    // A row without a kind might be of the kind that is asked for: it is named, not passed over.
    bool IsMeant(FeatureRef feature) => !IsTeams || _order.Standard.Kinds.Count == 0 || feature.Text(Kind) is not { } kind || _order.Standard.Kinds.Contains(kind, StringComparer.Ordinal);

    LocalizedText? WhyNot(FeatureRef feature)
    {
        if (feature.IsEmpty)
            return ("没有位置", "it has no place");
        return IsTeams ? WhyNoTeam(feature) : WhyNoDepot(feature);
    }

    LocalizedText? WhyNoTeam(FeatureRef team)
    {
        if (_order.Standard.Kinds.Count > 0 && team.IsNull(Kind))
            return ("类型无数据", "kind: no data");
        if (_order.Standard.Capabilities.Count > 0 && team.IsNull(Capabilities))
            return ("能力无数据", "capabilities: no data");
        if (_order.Standard.Capabilities.Count > 0 && !_order.Standard.Capabilities.All(token => ListOf(team).Exists(text => ForceUnits.IsNamed(token, text))))
            return ("没有所需能力", "it lacks a capability that is asked for");
        if (!_order.IsLayout && DispatchBook.Of(_city).OpenOf(Teams.Schema.Name, team.Key).Any())
            return ("已出动", "it is out");
        if (!team.IsNull(OnDuty))
            return team.Integer(OnDuty) > 0 ? null : ("无人在岗", "nobody is on duty");
        _unknownDuty++;
        return _order.IsLayout ? null : ("在岗人数无数据", "people on duty: no data");
    }

    LocalizedText? WhyNoDepot(FeatureRef depot)
    {
        if (_order.Materials.Count == 0)
            return null;
        if (DeployableStock.LinesOf(depot) is not { } lines)
            return ("库存无数据", "stock: no data");
        var (today, ordered) = (DateOnly.FromDateTime(_order.Time.DateTime), DispatchBook.Of(_city).OrderedFrom(depot.Key));
        return _order.Materials.All(need => DeployableStock.AmountOf(lines, need.Material!, null, today, ordered).Amount > 0) ? null : ("没有可调的所需物资", "nothing deployable of a material that is asked for");
    }

    static List<string> ListOf(FeatureRef team) => JsonSerializer.Deserialize<List<string>>(team.Utf8(Capabilities)) ?? [];

    CoverageBase BaseOf(FeatureRef feature)
    {
        var metric = feature.Block.Metric(_city.Plane);
        var (turnout, assumed) = _order.Turnout is { } stated ? (stated, false)
            : IsTeams ? NearestByTime.TurnoutOf(feature)
            : (IncidentTemplates.Default.DepotLoading.Value, false);
        return new(feature, (metric.PointX(feature.Row), metric.PointY(feature.Row)), turnout!.Value, assumed);
    }

    void NameMissing()
    {
        var layer = _city.Layer(_order.Standard.Layer);
        if (All.Count == 0)
            Missing.Add(new(layer.Schema.Name, layer.Count == 0
                ? ($"“{layer.Schema.Title.Zh}”图层没有数据", $"layer '{layer.Schema.Name}' has no data")
                : ($"“{layer.Schema.Title.Zh}”图层中没有符合条件的基地", $"no base in layer '{layer.Schema.Name}' is what was asked for")));
        if (All.Count(known => known.TurnoutAssumed) is > 0 and var assumed)
            Missing.Add(new("teams.turnoutSeconds", ($"{assumed} 支队伍未填出动时间，按层级取值", $"{assumed} teams do not say their turnout: their tier's is taken")));
        if (_unknownDuty > 0)
            Missing.Add(new("teams.onDuty", _order.IsLayout
                ? ($"{_unknownDuty} 支队伍未填在岗人数，按有人值守计", $"{_unknownDuty} teams do not say how many are on duty: taken as manned")
                : ($"{_unknownDuty} 支队伍未填在岗人数，未计入", $"{_unknownDuty} teams do not say how many are on duty: not counted")));
    }
}
