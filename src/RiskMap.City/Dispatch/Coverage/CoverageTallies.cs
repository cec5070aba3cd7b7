using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>Counts who and what is covered, in the whole city and in each district: every place once, and the districts sum to the whole. One use, one thread.</summary>
sealed class CoverageTallies
{
    static readonly int DistrictCode = Districts.Schema.IndexOf("code");
    static readonly int Day = Places.Schema.IndexOf("capacityDay");
    static readonly int Night = Places.Schema.IndexOf("capacityNight");

    readonly CoveredCity _city;

    // A row for each district, one for what lies in none, and the whole.
    readonly Tally[] _people, _day, _night, _ground;
    readonly SortedDictionary<(int Layer, int Rank, string Kind, string? Code), Tally[]> _hazards = new(Comparer<(int Layer, int Rank, string Kind, string? Code)>.Create(Compare));

    public CoverageTallies(CoveredCity city)
    {
        _city = city;
        (_people, _day, _night, _ground) = (Fresh(), Fresh(), Fresh(), Fresh());
        for (var cell = 0; cell < city.People.People.Length; cell++)
            Count(_people, city.PeopleDistricts[cell], city.People.People[cell], city.PeopleCovered, cell);
        for (var cell = 0; cell < city.Ground.Cells.Length; cell++)
            Count(_ground, city.Ground.Districts[cell], city.Ground.SquareKilometres, city.GroundCovered, cell);
        for (var layer = 0; layer < city.Sites.Count; layer++)
            CountSites(layer, city.Sites[layer]);
    }

    /// <summary>The whole city.</summary>
    public CoverageCounts All => CountsOf(Whole);

    /// <summary>The districts, and what lies in none where anything does.</summary>
    public IReadOnlyList<DistrictCoverage> OfDistricts()
    {
        var districts = _city.Units.Features.Select((district, i) => new DistrictCoverage(district.Id, district.Text(DistrictCode), district.Name, CountsOf(i))).ToList();
        if (HasAny(Nowhere) && districts.Count > 0)
            districts.Add(new(null, null, null, CountsOf(Nowhere)));
        return districts;
    }

    int Nowhere => _city.Units.Features.Count;

    int Whole => Nowhere + 1;

    void CountSites(int layer, CoveredSites sites)
    {
        var marks = sites.Layer.Layer == Enterprises.Schema.Name ? MajorHazardMarks.Of(_city.Coverage.City) : null;
        for (var site = 0; site < sites.Points.Count; site++)
        {
            var (feature, district) = (sites.Points.Features[site], sites.Districts[site]);
            var code = sites.Layer.CodeOf(feature);
            Count(RowOf(layer, sites.Layer.RankOf(code), sites.Layer.Layer, code), district, 1, sites.Covered, site);
            if (marks?.IsSource(feature.Id) == true)
                Count(RowOf(layer, -1, HazardLayer.MajorHazards, null), district, 1, sites.Covered, site);
            if (sites.Layer.Layer == Places.Schema.Name)
            {
                Count(_day, district, PeopleOf(feature, Day), sites.Covered, site);
                Count(_night, district, PeopleOf(feature, Night), sites.Covered, site);
            }
        }
    }

    static double PeopleOf(FeatureRef place, int field) => place.IsNull(field) ? 0 : place.Integer(field);

    Tally[] RowOf(int layer, int rank, string kind, string? code)
    {
        if (!_hazards.TryGetValue((layer, rank, kind, code), out var row))
            _hazards[(layer, rank, kind, code)] = row = Fresh();
        return row;
    }

    void Count(Tally[] row, int district, double weight, CoveredPlaces covered, int place)
    {
        row[district < 0 ? Nowhere : district].Add(weight, covered.IsCovered(place), covered.IsTooFar(place));
        row[Whole].Add(weight, covered.IsCovered(place), covered.IsTooFar(place));
    }

    bool HasAny(int place) => _people[place].Total > 0 || _hazards.Values.Any(row => row[place].Total > 0);

    CoverageCounts CountsOf(int place)
    {
        var hasPlaces = _city.Sites.Any(sites => sites.Layer.Layer == Places.Schema.Name && sites.Points.Count > 0);
        return new(
            _city.People.People.Length == 0 ? null : _people[place].Share, hasPlaces ? _day[place].Share : null, hasPlaces ? _night[place].Share : null,
            _city.Ground.HasDistricts ? _ground[place].Share : null,
            [.. _hazards.Where(row => row.Value[place].Total > 0 || place == Whole).Select(row => new HazardCoverage(row.Key.Kind, row.Key.Code, TitleOf(row.Key), row.Value[place].Share))]);
    }

    static LocalizedText TitleOf((int Layer, int Rank, string Kind, string? Code) row) =>
        row.Kind == HazardLayer.MajorHazards ? ("重大危险源", "Major hazard sources") : HazardLayer.All[row.Layer].TitleOf(row.Code);

    static int Compare((int Layer, int Rank, string Kind, string? Code) a, (int Layer, int Rank, string Kind, string? Code) b) =>
        a.Layer != b.Layer ? a.Layer.CompareTo(b.Layer) : a.Rank != b.Rank ? a.Rank.CompareTo(b.Rank) : string.CompareOrdinal(a.Code, b.Code);

    Tally[] Fresh() => [.. Enumerable.Range(0, Whole + 1).Select(_ => new Tally())];

    sealed class Tally
    {
        double _covered;
        double _tooFar;

        public double Total { get; private set; }

        // Population cells hold parts of people: a sum of what was spread is told to a hundredth.
        public CoveredShare Share => new(Round(Total), Round(_covered), Round(Round(Total) - Round(_covered)), Round(_tooFar), Total > 0 ? Math.Round(_covered / Total, 4) : null);

        public void Add(double weight, bool isCovered, bool isTooFar)
        {
            Total += weight;
            _covered += isCovered ? weight : 0;
            _tooFar += isTooFar ? weight : 0;
        }

        static double Round(double number) => Math.Round(number, 2);
    }
}
