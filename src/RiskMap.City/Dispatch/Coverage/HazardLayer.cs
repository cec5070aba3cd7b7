using RiskMap.City.Model;
using RiskMap.City.Model.Codes;
using RiskMap.City.Model.Layers;
using RiskMap.City.Risk;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>A layer of what endangers or is to be protected, told apart by a code.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Title">Title.</param>
/// <param name="CodeField">Field of the code.</param>
/// <param name="Codes">The codes, the most severe first.</param>
sealed record HazardLayer(string Layer, LocalizedText Title, int CodeField, CodeList Codes)
{
    /// <summary>Token of the enterprises that are major hazard sources; they count among the enterprises too.</summary>
    public const string MajorHazards = "major-hazard-sources";

    /// <summary>The layers in the order in which answers tell them.</summary>
    public static IReadOnlyList<HazardLayer> All { get; } =
    [
        new("enterprises", Enterprises.Schema.Title, Enterprises.Schema.IndexOf("grade"), Grades.FourColour),
        new("confined-spaces", ConfinedSpaces.Schema.Title, ConfinedSpaces.Schema.IndexOf("spaceClass"), ConfinedSpaces.Classes),
        new("places", Places.Schema.Title, Places.Schema.IndexOf("category"), Places.Categories),
    ];

    /// <summary>The code of a site, or null.</summary>
    public string? CodeOf(FeatureRef site) => site.Text(CodeField);

    /// <summary>Place of a code in severity; what has none comes last.</summary>
    public int RankOf(string? code) => Codes.Codes.Select((known, rank) => (known.Value, rank)).Where(known => known.Value == code).Select(known => known.rank).FirstOrDefault(Codes.Codes.Length);

    /// <summary>A code in words.</summary>
    public LocalizedText TitleOf(string? code) => code is null ? ("未填", "not stated") : Codes.Find(code)?.Title ?? new(code, code);
}

/// <summary>
/// Which enterprises are major hazard sources by their inventory (GB 18218-2018, S ≥ 1): the residents around, which decide on the level, are not asked. Hangs
/// on the enterprises; made once. Immutable.
/// </summary>
sealed class MajorHazardMarks
{
    readonly HashSet<long> _sources = [];

    MajorHazardMarks(LayerSnapshot layer)
    {
        foreach (var enterprise in layer.All)
        {
            var isSource = Inventories.Of(enterprise) is { } inventory ? MajorHazardSources.Assess(inventory, residents: null).IsMajorHazardSource : null;
            UnknownCount += isSource is null ? 1 : 0;
            if (isSource == true)
                _sources.Add(enterprise.Id);
        }
    }

    /// <summary>Enterprises of which nobody knows, for want of an inventory or of a substance in it.</summary>
    public int UnknownCount { get; }

    /// <summary>True for an enterprise that is a major hazard source.</summary>
    public bool IsSource(long enterprise) => _sources.Contains(enterprise);

    /// <summary>The marks of a city.</summary>
    public static MajorHazardMarks Of(CitySnapshot city) => city.Layer("enterprises").DerivedOfContent(layer => new MajorHazardMarks(layer));
}
