using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>Where further bases would cover most that is not covered now. A new base needs the standard's turnout. One use.</summary>
sealed class NextStations(CoveredCity city, CoverageRules rules, bool hasAreas)
{
    CityCoverage Coverage => city.Coverage;

    /// <summary>The plan, or null where none was asked for or there is nothing to weigh, which is named.</summary>
    public NextStationPlan? Plan(List<MissingData> missing)
    {
        if (Coverage.Order.NewStations == 0 || Demand(missing) is not var (demand, weights))
            return null;
        var candidates = StationCandidates.Of(city, demand, weights, rules.NextStation);
        var sets = new int[candidates.Count][];
        Parallel.For(0, sets.Length, i => sets[i] = [.. Reached(demand, candidates[i]).Where(place => !demand.IsCovered(place))]);
        var choice = MaximalCoverage.Greedy(sets, weights, Coverage.Order.NewStations);
        return new(
            Coverage.Order.Standard.Weighs, candidates.Count, Coverage.Order.Candidates is not null, choice.IsOptimal, Math.Round(choice.MostPossible, 2), Math.Round(choice.Gained, 2),
            Stations(candidates, choice, demand, weights));
    }

    (CoveredPlaces Places, double[] Weights)? Demand(List<MissingData> missing)
    {
        if (Coverage.Order.Standard.Weighs == ConfinedSpaces.Schema.Name)
        {
            var spaces = city.Sites.First(sites => sites.Layer.Layer == ConfinedSpaces.Schema.Name);
            if (spaces.Points.Count > 0)
                return (spaces.Covered, [.. Enumerable.Repeat(1.0, spaces.Points.Count)]);
        }
        else if (city.People.People.Length > 0)
        {
            return (city.PeopleCovered, city.People.People);
        }
        missing.Add(new("nextStations", ("没有可衡量的需求数据，不推荐新站", "nothing to weigh: no further base is proposed")));
        return null;
    }

    int[] Reached(CoveredPlaces places, (double X, double Y) from) => places.Roads.Search(Coverage.Conditions, from, Coverage.Order.Standard.DriveSeconds);

    List<NextStation> Stations(IReadOnlyList<(double X, double Y)> candidates, CoverageChoice choice, CoveredPlaces demand, double[] weights)
    {
        var (stations, gained, total) = (new List<NextStation>(), 0.0, weights.Sum());
        var covered = Enumerable.Range(0, demand.Count).Where(demand.IsCovered).Sum(place => weights[place]);
        var known = new AlreadyCovered(city);
        for (var pick = 0; pick < choice.Picks.Count; pick++)
        {
            var at = candidates[choice.Picks[pick]];
            gained += choice.Gains[pick];
            var people = known.PeopleGained(Reached(city.PeopleCovered, at));
            var sites = city.Sites.Select((layer, i) => known.SitesGained(i, Reached(layer.Covered, at))).Sum();
            stations.Add(new(
                QuestionPlace.LonLatOf(Coverage.City, at.X, at.Y), Math.Round(choice.Gains[pick], 2), Math.Round(gained, 2), total > 0 ? Math.Round((covered + gained) / total, 4) : null,
                city.People.People.Length == 0 ? null : Math.Round(people, 2), sites, hasAreas ? city.Ground.Outline(Coverage.City, Reached(city.GroundCovered, at)) : null));
        }
        return stations;
    }

    /// <summary>What the stations that stand and those chosen so far cover. One thread.</summary>
    sealed class AlreadyCovered(CoveredCity city)
    {
        readonly HashSet<int> _people = [];
        readonly HashSet<(int Layer, int Site)> _sites = [];

        public double PeopleGained(int[] reached) => reached.Where(cell => !city.PeopleCovered.IsCovered(cell) && _people.Add(cell)).Sum(cell => city.People.People[cell]);

        public int SitesGained(int layer, int[] reached) => reached.Count(site => !city.Sites[layer].Covered.IsCovered(site) && _sites.Add((layer, site)));
    }
}
