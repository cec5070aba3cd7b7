using System.Text.Json;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Dispatch.Record;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Force;

/// <summary>A team or depot with what it can give.</summary>
/// <param name="Feature">Its row.</param>
/// <param name="Layer">teams or depots.</param>
/// <param name="At">Where it stands, metres in the plane.</param>
/// <param name="Gives">What it gives to each need.</param>
/// <param name="TurnoutSeconds">Turnout of a team, loading of a depot.</param>
/// <param name="TurnoutAssumed">True where its row does not say.</param>
/// <param name="Order">The open order by which it goes to the incident already, or null.</param>
sealed record ForceUnit(FeatureRef Feature, string Layer, (double X, double Y) At, double[] Gives, double TurnoutSeconds, bool TurnoutAssumed, DispatchOrder? Order)
{
    public UnitName Name => new(Layer, Feature.Id);

    /// <summary>Seconds from a moment until it is there: for one that was ordered what is left of its way, nothing for one that has arrived.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="travelSeconds">Its way from its base.</param>
    public double SecondsAt(DateTimeOffset moment, double travelSeconds) => Order switch
    {
        { State: DispatchOrders.Arrived } => 0,
        { TurnedOutAt: { } left } => Left(travelSeconds, moment - left),
        { OrderedAt: { } ordered } => Left(TurnoutSeconds + travelSeconds, moment - ordered),
        _ => TurnoutSeconds + travelSeconds,
    };

    static double Left(double seconds, TimeSpan passed) => Math.Max(0, seconds - Math.Max(0, passed.TotalSeconds));
}

/// <summary>Reads teams on duty and deployable stock. What a row does not say is named, never taken for something that is there. One use, one thread.</summary>
sealed class ForceUnits(CitySnapshot city, ForceOrder order, DateOnly today)
{
    static readonly int Capabilities = Teams.Schema.IndexOf("capabilities");
    static readonly int Vehicles = Teams.Schema.IndexOf("vehicles");
    static readonly int OnDuty = Teams.Schema.IndexOf("onDuty");
    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    readonly IReadOnlyList<ForceNeed> _needs = order.Needs;
    readonly DispatchBook _book = DispatchBook.Of(city);
    int _unclearLines;
    int _linesWithoutReserve;

    /// <summary>Units that give something, or that a person wants.</summary>
    public List<ForceUnit> Units { get; } = [];

    /// <summary>Units that were not counted.</summary>
    public List<LeftOutUnit> LeftOut { get; } = [];

    /// <summary>Data that is missing.</summary>
    public List<MissingData> Missing { get; } = [];

    /// <summary>Reads both layers.</summary>
    public ForceUnits Read()
    {
        if (_needs.Any(need => need.Material is null) || IsWanted("teams"))
            ReadLayer("teams", TeamOf);
        if (_needs.Any(need => need.Material is not null) || IsWanted("depots"))
            ReadLayer("depots", DepotOf);
        if (_unclearLines > 0)
            Missing.Add(new("depots.stock", ($"{_unclearLines} 条库存没有数量或单位不符，未计入", $"{_unclearLines} lines of stock without quantity or in another unit are not counted")));
        if (_linesWithoutReserve > 0)
            Missing.Add(new("depots.stock", ($"{_linesWithoutReserve} 条有关库存未填预留或维修数，按 0 计", $"{_linesWithoutReserve} lines of stock concerned do not say what is reserved or under repair: taken as none")));
        return this;
    }

    // A person wants it, or it was ordered here.
    bool IsWanted(string layer) => order.Pinned.Any(unit => unit.Layer == layer) || _book.OfIncident(order.IncidentKey ?? "").Any(given => given.IsOpen && given.UnitLayer == layer);

    void ReadLayer(string layer, Func<FeatureRef, double[]?> givesOf)
    {
        var features = city.Layer(layer);
        if (features.Count == 0)
            Missing.Add(new(layer, ($"“{features.Schema.Title.Zh}”图层没有数据", $"layer '{layer}' has no data")));
        foreach (var feature in features.All)
        {
            var isHere = AddOrdered(feature, layer);
            // A team is here or not; a depot that has sent something may send more.
            if (isHere && layer == "teams")
                continue;
            var isPinned = order.Pinned.Contains(new(layer, feature.Id));
            var gives = givesOf(feature);
            if (gives is null || (!isPinned && Array.TrueForAll(gives, amount => amount <= 0)))
                continue;
            if (!feature.IsEmpty)
                Units.Add(Unit(feature, layer, gives, given: null));
            else if (!isPinned)
                LeaveOut(feature, ("没有位置", "it has no position"));
            else
                throw new QuestionException("pinned", $"{layer}/{feature.Id}", ("没有位置，算不出到达时间", "it has no position, so nobody knows when it would be there"), ("去掉它，或补上位置", "leave it out, or give it a position"));
        }
    }

    bool AddOrdered(FeatureRef feature, string layer)
    {
        var here = order.IncidentKey is null ? [] : _book.OpenOf(layer, feature.Key).Where(given => given.IncidentKey == order.IncidentKey).ToList();
        foreach (var given in here)
        {
            if (feature.IsEmpty)
                LeaveOut(feature, ("没有位置", "it has no position"));
            else
                Units.Add(Unit(feature, layer, [.. _needs.Select(need => layer == "teams" ? AmountOf(need, TextsOf(feature), VehiclesOf(feature)) : AmountOf(need, given.Materials))], given));
        }
        return here.Count > 0;
    }

    ForceUnit Unit(FeatureRef feature, string layer, double[] gives, DispatchOrder? given)
    {
        var metric = feature.Block.Metric(city.Plane);
        var (turnout, assumed) = NearestByTime.TurnoutOf(feature);
        return new(feature, layer, (metric.PointX(feature.Row), metric.PointY(feature.Row)), gives, turnout ?? IncidentTemplates.Default.DepotLoading.Value, assumed || turnout is null, given);
    }

    double[]? TeamOf(FeatureRef team)
    {
        var (capabilities, vehicles) = (TextsOf(team), VehiclesOf(team));
        double[] gives = [.. _needs.Select(need => AmountOf(need, capabilities, vehicles))];
        if (order.Pinned.Contains(new("teams", team.Id)))
            return gives;
        // Only a team that would give something is worth a word about why it does not.
        var wanted = capabilities is null || vehicles is null || Array.Exists(gives, amount => amount > 0);
        if (wanted && _book.BusyElsewhere("teams", team.Key, order.IncidentKey) is { } busy)
            return LeaveOut(team, ($"出动中：{DispatchBook.NameOfIncident(city, busy)}", $"out: {DispatchBook.NameOfIncident(city, busy)}"));
        if (wanted && team.IsNull(OnDuty))
            return LeaveOut(team, ("在岗人数无数据", "people on duty: no data"));
        if (wanted && team.Integer(OnDuty) == 0)
            return LeaveOut(team, ("无人在岗", "nobody is on duty"));
        if (capabilities is null && vehicles is null)
            return LeaveOut(team, ("能力和车辆无数据", "capabilities and vehicles: no data"));
        return gives;
    }

    static double AmountOf(ForceNeed need, IReadOnlyList<OrderedMaterial> ordered) => need.Material is not { } material ? 0
        : ordered.Where(line => line.Code.StartsWith(material, StringComparison.Ordinal) && (need.Unit is null || line.Unit == need.Unit)).Sum(line => line.Quantity);

    static double AmountOf(ForceNeed need, IReadOnlyList<string>? capabilities, IReadOnlyList<VehicleLine>? vehicles) => need switch
    {
        { Capability: { } capability } => capabilities?.Any(text => IsNamed(capability, text)) == true ? 1 : 0,
        { Vehicle: { } kind } => vehicles?.Where(line => IsNamed(kind, line.Kind)).Sum(line => line.Count ?? 0) ?? 0,
        _ => 0,
    };

    /// <summary>True for a capability or kind of vehicle in a row: a register may hold the token or the name in either language.</summary>
    internal static bool IsNamed(string token, string? text) => string.Equals(token, text, StringComparison.OrdinalIgnoreCase)
        || (IncidentTemplates.Default.Titles.TryGetValue(token, out var title) && (title.Zh == text || string.Equals(title.En, text, StringComparison.OrdinalIgnoreCase)));

    double[]? DepotOf(FeatureRef depot)
    {
        if (DeployableStock.LinesOf(depot) is not { } lines)
        {
            // Whom a person wants goes, whatever its row does not say.
            return order.Pinned.Contains(new("depots", depot.Id)) ? new double[_needs.Count] : LeaveOut(depot, ("库存无数据", "stock: no data"));
        }
        var ordered = _book.OrderedFrom(depot.Key);
        return [.. _needs.Select(need => need.Material is null ? 0 : StockOf(lines, need, ordered))];
    }

    double StockOf(IReadOnlyList<StockLine> lines, ForceNeed need, IReadOnlyList<OrderedMaterial> ordered)
    {
        var (amount, unclear) = DeployableStock.AmountOf(lines, need.Material!, need.Unit, today, ordered);
        _unclearLines += unclear;
        if (amount > 0)
            _linesWithoutReserve += lines.Count(line => line.Code?.StartsWith(need.Material!, StringComparison.Ordinal) == true && (line.Reserved is null || line.UnderRepair is null));
        return amount;
    }

    double[]? LeaveOut(FeatureRef feature, LocalizedText reason)
    {
        LeftOut.Add(new(feature.Block.Schema.Name, feature.Id, feature.Name, reason));
        return null;
    }

    static List<string>? TextsOf(FeatureRef team) => team.IsNull(Capabilities) ? null : JsonSerializer.Deserialize<List<string>>(team.Utf8(Capabilities), Web);

    static List<VehicleLine>? VehiclesOf(FeatureRef team) => team.IsNull(Vehicles) ? null : JsonSerializer.Deserialize<List<VehicleLine>>(team.Utf8(Vehicles), Web);

    sealed record VehicleLine(string? Kind, double? Count);
}
