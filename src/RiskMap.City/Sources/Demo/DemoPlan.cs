using System.Text.Json;
using RiskMap.City.Model;

namespace RiskMap.City.Sources.Demo;

/// <summary>The plan of a demo city as data/demo holds it: all numbers of the generator are here, none in code.</summary>
sealed record DemoPlan(
    string Note, LocalizedText City, DistrictPlan District, string[] Languages, string TimeZone, double[] Extent, string Source, string Licence,
    string Phone, DateTimeOffset ReferenceTime, DrawingPlanePlan DrawingPlane, OutlinePlan Outline, CoresPlan Cores, VillagesPlan Villages,
    StreetNamesPlan StreetNames, RoadClassesPlan RoadClasses, RoadPlan[] Roads, InterchangesPlan Interchanges, ParksPlan Parks,
    EnterprisesPlan Enterprises, ConfinedSpacesPlan ConfinedSpaces, PlacesPlan Places, PopulationPlan Population, DepotsPlan Depots,
    TeamsPlan Teams, ZonePlan[] Zones, ClosurePlan[] Closures, IncidentPlan[] Incidents, RiskContoursPlan[] RiskContours,
    IReadOnlyDictionary<string, JsonElement> Growth)
{
    const string Folder = "demo";

    /// <summary>Reads a plan.</summary>
    /// <exception cref="ArgumentException">There is no plan of that name; the message names those that are there.</exception>
    public static DemoPlan Read(string city)
    {
        var names = Names();
        return names.Contains(city, StringComparer.Ordinal)
            ? RuleFiles.Read<DemoPlan>($"{Folder}/{city}.json")
            : throw new ArgumentException($"there is no demo city '{city}'; available: {string.Join(", ", names)}", nameof(city));
    }

    /// <summary>Rows of a layer at a scale: straight lines between the plan's points and on past the last.</summary>
    public int CountAt(string layer, double scale)
    {
        var points = Growth[layer].Deserialize<double[][]>()!;
        var last = 1;
        while (last < points.Length - 1 && points[last][0] < scale)
            last++;
        var (from, to) = (points[last - 1], points[last]);
        return (int)Math.Round(from[1] + (to[1] - from[1]) * (scale - from[0]) / (to[0] - from[0]));
    }

    static string[] Names()
    {
        var folder = Path.Combine(RuleFiles.Folder, Folder);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
            : [];
    }
}

sealed record DistrictPlan(string Code, string Zh, string En, string ParentCode, string Address);

sealed record DrawingPlanePlan(
    double OriginLongitude, double OriginLatitude, double MetresPerDegreeLongitude, double MetresPerDegreeLatitude, double CellMetres);

sealed record OutlinePlan(
    double CoastRoughness, double BorderRoughness, double StepMetres, IReadOnlyDictionary<string, double[]> Nodes,
    IReadOnlyDictionary<string, EdgePlan> Edges, TownPlan[] Towns);

sealed record EdgePlan(string From, string To, string Kind, double[][] Via);

sealed record TownPlan(string Code, string Zh, string En, string[][] Rings);

sealed record CoresPlan(double MainStreetEvery, double GapShare, double OneWayPairShare, CorePlan[] Areas);

sealed record CorePlan(
    string Name, string Stem, double[] Heading, double[] BlockMetres, double WanderMetres, double ResidentsPerKm2, double[][] Ring);

sealed record VillagesPlan(
    double[] RadiusMetres, double ApartMetres, double FromCoastMetres, double BlockMetres, double WanderMetres, double ResidentsPerKm2,
    double RuralResidentsPerKm2, TownVillagesPlan[] Towns);

sealed record TownVillagesPlan(string Town, int Count, string[] Names, SitePlan[]? Placed);

sealed record StreetNamesPlan(string[] Stems, string[] Endings);

sealed record RoadClassesPlan(IReadOnlyDictionary<string, double> SpeedKmh, IReadOnlyDictionary<string, double> CarriagewayOffsetMetres);

sealed record RoadPlan(
    string Name, string NameEn, string Class, bool Dual, int Level, string? Water, double? MaxWeightTonnes, double? MaxHeightMetres, double[][] Path);

sealed record InterchangesPlan(double RampMetres, string RampClass, InterchangePlan[] Points);

sealed record InterchangePlan(string Above, string Below);

sealed record ParksPlan(double[] BlockMetres, double StreetMetres, double AccessMetres, ParkPlan[] Drawn, FurtherParksPlan Further);

sealed record ParkPlan(
    string Code, string Zh, string En, string Kind, string Town, double[] Centre, double[] Heading, double[] SizeMetres, string Operator,
    double JobsPerKm2, bool Streets = true);

sealed record FurtherParksPlan(string CodePrefix, string NameEnding, double[] LengthMetres, double[] WidthMetres, double JobsPerKm2, string Operator);

sealed record EnterprisesPlan(
    string CreditCodePrefix, double MissingGradeShare, IReadOnlyDictionary<string, double[]> ScoreBands, string[] Brands, string[] Second,
    string[] Prefixes, string DemoMark, double PreferredParkWeight, double RoadsideMetres, EnterpriseKindPlan[] Kinds);

/// <summary>A kind of enterprise or place that takes a share of all, or stands on sites that the plan names.</summary>
interface IKindPlan
{
    string Where { get; }

    double Share { get; }

    int? Most { get; }

    SitePlan[]? Sites { get; }

    string[]? Parks { get; }
}

sealed record EnterpriseKindPlan(
    string Id, string Where, double Share, int? Most, SitePlan[]? Sites, string[]? Parks, string[] IndustryCodes, string[] Words, string Ending,
    int[] Headcount, IReadOnlyDictionary<string, double> Grades, bool Scored, InventoryPlan[]? Inventory, string[]? Processes, double ProcessShare,
    double BoundaryShare, double[]? BoundaryMetres, double SpaceWeight, SpacePlan[]? Spaces) : IKindPlan;

sealed record SitePlan(string Zh, double[] At);

sealed record InventoryPlan(string Cas, string Name, double Share, double[] Tonnes, string? Unit);

sealed record SpacePlan(string Name, string Class, string[] Hazards, double[] CubicMetres);

sealed record ConfinedSpacesPlan(
    double WellShare, string WellOwner, SpacePlan[] Wells, IReadOnlyDictionary<string, double> ApproverRanks, double MissingRankShare,
    double MissingUpdateShare, double StaleShare, int[] FreshDays, int[] StaleDays, double FromOwnerMetres);

sealed record PlacesPlan(double CategoryMissingShare, PlaceKindPlan[] Kinds);

sealed record PlaceKindPlan(
    string Kind, string Zh, string Where, double Share, int? Most, SitePlan[]? Sites, string[]? Parks, string[] Endings, int[] People,
    double DayShare, double NightShare, double[]? BedsPerPerson, CategoryPlan[] Categories, double BoundaryShare, double[]? BoundaryMetres) : IKindPlan;

sealed record CategoryPlan(string Category, int LeastPeople);

sealed record PopulationPlan(double CellMetres, long Residents, double DayAtHomeShare, double CoreJobsPerResident);

sealed record DepotsPlan(
    SitePlan District, string TownEnding, string FurtherEnding, double ExpiredShare, double BelowMinimumShare, double ReservedShare,
    double UnderRepairShare, StockPlan[] Stock);

sealed record StockPlan(string Code, string Name, string Unit, double DistrictMinimum, double TownMinimum, int? ShelfLifeDays);

sealed record TeamsPlan(TeamPlan[] Fixed, TeamPlan Volunteer);

sealed record TeamPlan(
    string Zh, string Kind, string Tier, double[]? At, string[] Capabilities, int[] OnDuty, VehiclePlan[] Vehicles, int TurnoutSeconds, string? StationClass = null, bool? Suburban = null);

sealed record VehiclePlan(string Kind, int Count);

sealed record ZonePlan(
    string Code, string Zh, string Restriction, string LandUse, string[]? IndustryPrefixes, string[]? Chemicals, string Clause, DateOnly ValidFrom,
    DateOnly? ValidTo, double[]? Centre, double[]? Heading, double[]? SizeMetres, string? Town);

sealed record ClosurePlan(string Code, string Zh, string Reason, double FromHours, double? ToHours, string Road, double[] Near);

sealed record IncidentPlan(string Code, string Zh, string Kind, string? Severity, double AtHours, string State, string? UnNumber, double[] At);

sealed record RiskContoursPlan(
    string EnterpriseKind, int Number, string Report, string Institute, DateOnly ReportDate, IReadOnlyDictionary<string, double> RadiusMetresByRisk);
