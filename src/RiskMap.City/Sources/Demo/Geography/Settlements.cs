namespace RiskMap.City.Sources.Demo.Geography;

/// <summary>A built-up area with a street grid.</summary>
sealed record Core(CorePlan Plan, ushort Area, int Town, DrawingPoint Centre, DrawingPoint Along, DrawingPoint[] Ring, int[] Cells);

/// <summary>An industrial park.</summary>
sealed record Park(
    string Code, string Zh, string Kind, ushort Area, int Town, Frame Frame, int Columns, int Rows, string Operator, double JobsPerKm2, bool Streets);

/// <summary>A village; a hamlet has no name of its own.</summary>
sealed record Village(string Name, ushort Area, int Town, DrawingPoint Centre, DrawingPoint Along, double RadiusMetres, int[] Cells);

/// <summary>Where people live and work: cores, parks and villages, each cell of the raster belonging to at most one of them.</summary>
sealed class Settlements
{
    // More tries than any plan needs that leaves a tenth of a town free.
    const int Tries = 4000;
    readonly DemoPlan _plan;
    readonly DrawingBoard _board;
    readonly double _blockFactor;
    readonly int _seed;
    ushort _next = 1;

    Settlements(DemoPlan plan, DrawingBoard board, Land land, double blockFactor, int seed)
    {
        (_plan, _board, Land, _blockFactor, _seed) = (plan, board, land, blockFactor, seed);
        Areas = new Raster(
            land.Towns.Least, land.Towns.Least + new DrawingPoint(land.Towns.Columns, land.Towns.Rows) * land.Towns.CellMetres, land.Towns.CellMetres);
    }

    public Land Land { get; }

    /// <summary>Number of the area by cell, 0 where there is none. Cores, parks, villages take their numbers in this order.</summary>
    public Raster Areas { get; }

    public List<Core> Cores { get; } = [];

    public List<Park> Parks { get; } = [];

    public List<Village> Villages { get; } = [];

    /// <summary>True where a core or a park stands.</summary>
    public bool IsCoreOrPark(DrawingPoint point) => Areas.At(point) is > 0 and var area && (area < Villages[0].Area || area > Villages[^1].Area);

    /// <summary>Lays out the settlements of a plan.</summary>
    /// <exception cref="InvalidDataException">The plan asks for more than the land holds, or draws a park across a border.</exception>
    public static Settlements LayOut(DemoPlan plan, DrawingBoard board, Land land, int parks, double blockFactor, int seed)
    {
        var settlements = new Settlements(plan, board, land, blockFactor, seed);
        foreach (var park in plan.Parks.Drawn)
            settlements.AddDrawn(park);
        foreach (var core in plan.Cores.Areas)
            settlements.AddCore(core);
        foreach (var town in plan.Villages.Towns)
            settlements.AddVillages(town);
        // Last, so that nothing else depends on how many there are.
        settlements.AddFurtherParks(parks);
        return settlements;
    }

    /// <summary>A position in one of the cells, drawn anew until it lies in a town's interior.</summary>
    public DrawingPoint Within(int[] cells, ref DemoRandom random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var point = Areas.InCell(cells[random.Below(cells.Length)], random.Unit(), random.Unit());
            if (Land.TownAt(point) >= 0)
                return point;
        }
        throw new InvalidDataException("demo plan: an area lies wholly on a border");
    }

    void AddDrawn(ParkPlan plan)
    {
        var along = new DrawingPoint(plan.Heading[0], plan.Heading[1]).Direction;
        var frame = new Frame(_board.FromDegrees(plan.Centre), along, plan.SizeMetres[0], plan.SizeMetres[1]);
        var town = Land.TownAt(frame.Centre);
        if (town < 0 || _plan.Outline.Towns[town].Code != plan.Town || !Lies(frame, town))
            throw new InvalidDataException($"demo plan: park {plan.Code} {plan.Zh} does not lie wholly in town {plan.Town}, clear of other areas");
        AddPark(Sited(plan.Code, plan.Zh, plan.Kind, town, frame, plan.Operator, plan.JobsPerKm2, plan.Streets));
    }

    Park Sited(string code, string zh, string kind, int town, Frame frame, string manager, double jobsPerKm2, bool streets)
    {
        var columns = Math.Max(1, (int)Math.Round(frame.LengthMetres / (_plan.Parks.BlockMetres[0] * _blockFactor)));
        var rows = Math.Max(1, (int)Math.Round(frame.WidthMetres / (_plan.Parks.BlockMetres[1] * _blockFactor)));
        return new Park(code, zh, kind, _next, town, frame, columns, rows, manager, jobsPerKm2, streets);
    }

    void AddPark(Park park)
    {
        Parks.Add(park);
        Areas.Fill(park.Frame.Corners(), _next++);
    }

    void AddCore(CorePlan plan)
    {
        var ring = plan.Ring.Select(_board.FromDegrees).ToArray();
        var centre = ring.Aggregate((a, b) => a + b) * (1.0 / ring.Length);
        var area = _next;
        var cells = Claim(ring.Min(p => p.X), ring.Min(p => p.Y), ring.Max(p => p.X), ring.Max(p => p.Y), Mask(ring));
        Cores.Add(new Core(plan, area, Land.TownAt(centre), centre, new DrawingPoint(plan.Heading[0], plan.Heading[1]).Direction, ring, cells));
    }

    Func<int, bool> Mask(DrawingPoint[] ring)
    {
        var mask = new Raster(Areas.Least, Areas.Least + new DrawingPoint(Areas.Columns, Areas.Rows) * Areas.CellMetres, Areas.CellMetres);
        mask.Fill(ring, 1);
        return cell => mask[cell] == 1;
    }

    void AddFurtherParks(int count)
    {
        var random = new DemoRandom(_seed, "parks");
        var plan = _plan.Parks.Further;
        for (var tries = 0; Parks.Count < count; tries++)
        {
            if (tries > Tries * 50)
                throw new InvalidDataException($"demo plan: there is room for {Parks.Count} parks only, growth asks for {count}");
            var centre = Areas.Middle(random.Below(Areas.Count));
            var length = random.Between(plan.LengthMetres[0], plan.LengthMetres[1]);
            var width = random.Between(plan.WidthMetres[0], plan.WidthMetres[1]);
            var town = Land.TownAt(centre);
            if (town < 0)
                continue;
            var frame = new Frame(centre, NearestHeading(centre), length, width);
            if (!Lies(frame, town))
                continue;
            var number = Parks.Count + 1;
            var name = $"{ShortName(town)}{plan.NameEnding}{number}号";
            AddPark(Sited($"{plan.CodePrefix}{number:D3}", name, "industrial", town, frame, plan.Operator, plan.JobsPerKm2, streets: true));
        }
    }

    string ShortName(int town) => _plan.Outline.Towns[town].Zh[..2];

    DrawingPoint NearestHeading(DrawingPoint at) => Cores.MinBy(core => core.Centre.DistanceTo(at))!.Along;

    bool Lies(Frame frame, int town)
    {
        int along = (int)(frame.LengthMetres / Areas.CellMetres) + 2, across = (int)(frame.WidthMetres / Areas.CellMetres) + 2;
        for (var i = 0; i <= along; i++)
        {
            for (var j = 0; j <= across; j++)
            {
                // A cell beyond the edge on all sides keeps parks apart from each other and from borders.
                var point = frame.At((i - 0.5) / (along - 1), (j - 0.5) / (across - 1));
                if (Land.Towns.At(point) != town + 1 || Areas.At(point) != 0)
                    return false;
            }
        }
        return true;
    }

    void AddVillages(TownVillagesPlan plan)
    {
        var town = Array.FindIndex(_plan.Outline.Towns, candidate => candidate.Code == plan.Town);
        var random = new DemoRandom(_seed, "villages/" + plan.Town);
        foreach (var site in plan.Placed ?? [])
            AddVillage(site.Zh, town, _board.FromDegrees(site.At), _plan.Villages.RadiusMetres[0], ref random);
        for (var i = 0; i < plan.Count; i++)
        {
            var radius = random.Between(_plan.Villages.RadiusMetres[0], _plan.Villages.RadiusMetres[1]);
            var name = i < plan.Names.Length ? plan.Names[i] : "";
            if (FreeSpot(town, radius, ref random) is { } centre)
                AddVillage(name, town, centre, radius, ref random);
        }
    }

    DrawingPoint? FreeSpot(int town, double radius, ref DemoRandom random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var centre = Areas.Middle(random.Below(Areas.Count));
            if (Land.Towns.At(centre) == town + 1 && Areas.At(centre) == 0
                && Villages.All(other => other.Centre.DistanceTo(centre) >= _plan.Villages.ApartMetres)
                && Array.TrueForAll(Land.Compass, direction => Areas.At(centre + direction * radius) == 0)
                && Land.IsInland(centre, radius + _plan.Villages.FromCoastMetres))
                return centre;
        }
        return null;
    }

    void AddVillage(string name, int town, DrawingPoint centre, double radius, ref DemoRandom random)
    {
        DrawingPoint along;
        do
            along = new DrawingPoint(random.Between(-1, 1), random.Between(-1, 1));
        while (along.Length is < 0.2 or > 1);
        var salt = random.Bits();
        var reach = radius * 1.1;
        var area = _next;
        var cells = Claim(centre.X - reach, centre.Y - reach, centre.X + reach, centre.Y + reach, cell =>
            Land.Towns[cell] == town + 1
            && Areas.Middle(cell).DistanceTo(centre) < radius * (0.8 + 0.3 * SmoothNoise.At(Areas.Middle(cell), radius * 0.7, salt)));
        Villages.Add(new Village(name, area, town, centre, along.Direction, radius, cells));
    }

    int[] Claim(double minX, double minY, double maxX, double maxY, Func<int, bool> belongs)
    {
        var cells = new List<int>();
        for (var y = minY; y <= maxY + Areas.CellMetres; y += Areas.CellMetres)
        {
            for (var x = minX; x <= maxX + Areas.CellMetres; x += Areas.CellMetres)
            {
                var cell = Areas.CellAt(new DrawingPoint(x, y));
                if (cell < 0 || Areas[cell] != 0 || Land.Towns[cell] == 0 || !belongs(cell))
                    continue;
                Areas[cell] = _next;
                cells.Add(cell);
            }
        }
        _next++;
        return [.. cells];
    }
}
