using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.MajorHazard;

/// <summary>
/// Major hazard sources 重大危险源 after GB 18218-2018: S and R from an inventory, α from the residents within 500 m outside the boundary, level.
/// Each production or storage unit that the lines name is judged for itself (4.2.1); quantities are design maxima (4.2.2). Pure, thread-safe.
/// </summary>
public static class MajorHazardSources
{
    /// <summary>The most residents around a plant that are believed, persons.</summary>
    public const double MostResidents = 1e7;

    static readonly int InventoryField = Model.Layers.Enterprises.Schema.IndexOf("inventory");

    /// <summary>S, R, α and level with their working.</summary>
    /// <exception cref="QuestionException">Unknown CAS number or class, absurd tonnes or residents, an enterprise that does not exist, or nothing to judge.</exception>
    public static MajorHazardAnswer Of(CitySnapshot city, MajorHazardQuestion question)
    {
        var enterprise = question.EnterpriseId is { } id ? Enterprise(city, id) : (FeatureRef?)null;
        if (question.Inventory is null && enterprise is null)
        {
            throw new QuestionException("inventory", null, ("没有存量清单，也没有企业", "there is neither an inventory nor an enterprise"),
                ("请给出 inventory 或 enterpriseId", "give inventory or enterpriseId"));
        }
        if (question.Inventory is { } asked)
            InventoryChecks.Require(asked);
        var residents = ResidentsOf(city, question, enterprise);
        var inventory = question.Inventory ?? Inventories.Of(enterprise!.Value);
        var result = inventory is null ? NothingKnown(residents) : MajorHazardGrading.Grade(inventory, residents.Count, residents.AtLeast);
        return new(result)
        {
            EnterpriseId = enterprise?.Id,
            EnterpriseName = enterprise?.Name,
            Residents = residents,
            Missing = MajorHazardExplanation.Missing(result, residents, inventory),
            DataVersion = city.Version.Text,
            WhatIf = city.WhatIf || (question.Inventory is not null && enterprise is not null),
            Explanation = MajorHazardExplanation.Of(result, residents, inventory is null),
        };
    }

    /// <summary>The same without a city and without texts, for those who try many quantities. Lines that are not known make the result a range.</summary>
    /// <param name="inventory">The lines; their quantities are not checked here (<see cref="InventoryChecks"/>).</param>
    /// <param name="residents">Residents within 500 m outside the boundary, or null when they are not known: then α is 0.5–2.0.</param>
    public static MajorHazardResult Assess(IReadOnlyList<InventoryLine> inventory, double? residents) => MajorHazardGrading.Grade(inventory, residents);

    /// <summary>The same for an enterprise of the city: its row's inventory, its residents; null when its inventory is not known.</summary>
    public static MajorHazardResult? Assess(CitySnapshot city, FeatureRef enterprise)
    {
        if (enterprise.IsNull(InventoryField) || Inventories.Of(enterprise) is not { } inventory)
            return null;
        var residents = Around(city, enterprise);
        return MajorHazardGrading.Grade(inventory, residents.Count, residents.AtLeast);
    }

    static ResidentsAround ResidentsOf(CitySnapshot city, MajorHazardQuestion question, FeatureRef? enterprise)
    {
        if (question.ResidentsWithin500m is { } given)
            return Residents.Given(RequireResidents(given), MajorHazardTables.Default.Population.WithinMetres);
        return enterprise is { } plant ? Around(city, plant) : Residents.Unknown(null, MajorHazardTables.Default.Population.WithinMetres,
            ("没有给出周边常住人口，也没有企业位置", "neither the residents around nor a place was given"));
    }

    static ResidentsAround Around(CitySnapshot city, FeatureRef enterprise)
    {
        var metres = MajorHazardTables.Default.Population.WithinMetres;
        if (enterprise.IsEmpty)
            return Residents.Unknown(null, metres, ("企业没有位置，周边常住人口无数据", "the enterprise has no place, so the residents around are not known"));
        var plane = enterprise.Block.Metric(city.Plane);
        return Residents.Within(city, new SiteOutline(plane.PointX(enterprise.Row), plane.PointY(enterprise.Row), SiteShapes.Of(city).Find(enterprise)), metres);
    }

    static double RequireResidents(double residents) => residents is >= 0 and <= MostResidents
        ? residents
        : throw new QuestionException("residentsWithin500m", residents.ToString(CultureInfo.InvariantCulture),
            ("常住人口应为 0–10000000 的数", "residents are a number from 0 to 10,000,000"), ("请更正，或省略以取人口图层", "correct it, or leave it out to take the population layer"));

    static FeatureRef Enterprise(CitySnapshot city, long id) => city.Layer("enterprises").Find(id)
        ?? throw new QuestionException("enterpriseId", id.ToString(CultureInfo.InvariantCulture), ($"没有编号为 {id} 的企业", $"there is no enterprise with id {id}"),
            ("请用企业图层中的 id", "use an id of the enterprises layer"));

    static MajorHazardResult NothingKnown(ResidentsAround residents)
    {
        var alpha = MajorHazardGrading.Grade([], residents.Count, residents.AtLeast);
        return alpha with { S = null, R = null, RAtMost = null, IsMajorHazardSource = null, LevelAtMost = 1 };
    }
}
