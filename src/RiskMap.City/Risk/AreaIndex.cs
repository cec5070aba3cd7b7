using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk;

/// <summary>The index of one area from the gathered facts, with its working.</summary>
static class AreaIndex
{
    const double SquareMetresPerSquareKilometre = 1e6;

    static readonly (int Code, int Level, int Parent) DistrictFields =
        (Districts.Schema.IndexOf("code"), Districts.Schema.IndexOf("level"), Districts.Schema.IndexOf("parentCode"));
    static readonly int ParkCode = Parks.Schema.IndexOf("code");

    public static AreaRisk Of(FeatureRef area, double squareMetres, AreaFacts facts, int place, CitySnapshot city, RiskModel model)
    {
        var squareKilometres = squareMetres / SquareMetresPerSquareKilometre;
        var inside = area.Block.Metric(city.Plane).ToGeometry(area.Row).InteriorPoint;
        var missing = new List<MissingData>();
        var values = new AreaTerms(facts, place, squareKilometres, (inside.X, inside.Y), model, missing);
        var terms = model.Terms.Select(term => TermOf(term, values.ValueOf(term.Term))).ToList();
        var known = terms.Sum(term => term.Contribution ?? 0);
        var most = terms.Sum(term => term.Contribution ?? term.Weight);
        double? index = terms.Any(term => term.Contribution is null) ? null : known;
        var (code, level, parent) = Identify(area);
        return new(
            area.Id, code, area.Name, level, parent, index, known, most, ColourOf(known, most, model), squareKilometres, facts.CountsOf(place),
            Exposed(facts, place), AreaFacts.NearestMetres(facts.Depots, inside.X, inside.Y), AreaFacts.NearestMetres(facts.Teams, inside.X, inside.Y),
            terms, Contributors.Of(facts, place, terms, model), missing);
    }

    // Null where the missing data could change the colour: no data is never shown as safe.
    static string? ColourOf(double atLeast, double atMost, RiskModel model) =>
        model.ColourOf(atLeast) is var colour && colour == model.ColourOf(atMost) ? colour : null;

    static (string? Code, string? Level, string? Parent) Identify(FeatureRef area) => area.Block.Schema.Name == Districts.Schema.Name
        ? (area.Text(DistrictFields.Code), area.Text(DistrictFields.Level), area.Text(DistrictFields.Parent))
        : (area.Text(ParkCode), null, null);

    static RiskTerm TermOf(TermModel term, double? value) => new(
        term.Term, term.Title, value, term.Unit, term.Reference, term.Weight,
        value is { } known ? term.Weight * Math.Clamp(known / term.Reference, 0, 1) : null, term.Source);

    static ExposedPeople Exposed(AreaFacts facts, int area)
    {
        var people = facts.ExposedIn(area).Select(place => Exposure.PeopleAt(facts.Places.Features[place])).ToList();
        return new(people.Count, people.Sum(known => known?.Day ?? 0), people.Sum(known => known?.Night ?? 0), people.Count(known => known is null));
    }
}
