namespace RiskMap.Geo.Mvt.Internal;

/// <summary>The commands of vector-tile-spec 2.1, clause 4.3, read by the grammar of clause 4.3.4.</summary>
static class GeometryDecoding
{
    const uint MoveTo = 1, LineTo = 2, ClosePath = 7;

    internal static List<MvtPath> Read(ReadOnlySpan<byte> bytes, MvtGeometryType type)
    {
        var commands = new Commands(bytes);
        var paths = new List<MvtPath>();
        if (type == MvtGeometryType.Unknown) return paths;
        if (commands.AtEnd) throw new MvtFormatException("The geometry is empty.");
        if (type == MvtGeometryType.Point) ReadPoints(ref commands, paths);
        else
            while (!commands.AtEnd) paths.Add(ReadPath(ref commands, type == MvtGeometryType.Polygon, paths.Count == 0));
        return paths;
    }

    static void ReadPoints(ref Commands commands, List<MvtPath> paths)
    {
        var count = commands.Command(MoveTo, "MoveTo");
        if (count == 0) throw new MvtFormatException("A MoveTo has the count 0.");
        for (var i = 0; i < count; i++) paths.Add(new MvtPath([commands.Step()], IsShell: false));
        if (!commands.AtEnd) throw new MvtFormatException("A point geometry has more than one command.");
    }

    static MvtPath ReadPath(ref Commands commands, bool ring, bool first)
    {
        if (commands.Command(MoveTo, "MoveTo") != 1) throw new MvtFormatException("The MoveTo of a line or ring must have the count 1.");
        var vertices = new List<(int X, int Y)> { commands.Step() };
        var lines = commands.Command(LineTo, "LineTo");
        if (lines < (ring ? 2 : 1)) throw new MvtFormatException($"A LineTo of a {(ring ? "ring" : "line")} has the count {lines}.");
        for (var i = 0; i < lines; i++)
        {
            var next = commands.Step();
            if (next == vertices[^1]) throw new MvtFormatException($"A LineTo stays at ({next.X} {next.Y}).");
            vertices.Add(next);
        }

        if (!ring) return new MvtPath(vertices, IsShell: false);
        if (commands.Command(ClosePath, "ClosePath") != 1) throw new MvtFormatException("A ClosePath must have the count 1.");
        var area = DoubleArea(vertices);
        if (area == 0) throw new MvtFormatException($"The ring at ({vertices[0].X} {vertices[0].Y}) has no area.");
        if (first && area < 0) throw new MvtFormatException("The first ring of a polygon is a hole: it runs against the clock.");
        return new MvtPath(vertices, area > 0);
    }

    static long DoubleArea(List<(int X, int Y)> ring)
    {
        var sum = 0L;
        for (int i = 0, previous = ring.Count - 1; i < ring.Count; previous = i++)
            sum += ((long)ring[previous].X * ring[i].Y) - ((long)ring[i].X * ring[previous].Y);
        return sum;
    }

    ref struct Commands(ReadOnlySpan<byte> bytes)
    {
        ProtoReader _reader = new(bytes);
        int _x;
        int _y;

        internal readonly bool AtEnd => _reader.AtEnd;

        internal uint Command(uint expected, string name)
        {
            if (AtEnd) throw new MvtFormatException($"The geometry ends where a {name} is expected.");
            var command = _reader.Varint32("command");
            if ((command & 7) != expected) throw new MvtFormatException($"The command {command & 7} stands where a {name} is expected.");
            return command >> 3;
        }

        internal (int X, int Y) Step()
        {
            if (AtEnd) throw new MvtFormatException("The geometry ends in the middle of a command.");
            _x = Moved(_x, _reader.Varint32("parameter"));
            if (AtEnd) throw new MvtFormatException("The geometry ends in the middle of a command.");
            _y = Moved(_y, _reader.Varint32("parameter"));
            return (_x, _y);
        }

        static int Moved(int from, uint parameter)
        {
            var to = from + (long)((int)(parameter >> 1) ^ -(int)(parameter & 1));
            return to is >= int.MinValue and <= int.MaxValue ? (int)to : throw new MvtFormatException($"A position leaves the range of 32 bits: {to}.");
        }
    }
}
