namespace RiskMap.City.Sources.Demo.Geography;

/// <summary>A rectangle on the board: centre, unit vector along its length, length and width in metres.</summary>
readonly record struct Frame(DrawingPoint Centre, DrawingPoint Along, double LengthMetres, double WidthMetres)
{
    /// <summary>A position from its shares along and across the rectangle, each 0 to 1.</summary>
    public DrawingPoint At(double along, double across) =>
        Centre + Along * ((along - 0.5) * LengthMetres) + Along.Left * ((across - 0.5) * WidthMetres);

    /// <summary>The four corners, counter-clockwise.</summary>
    public DrawingPoint[] Corners() => [At(0, 0), At(1, 0), At(1, 1), At(0, 1)];

    /// <summary>This rectangle moved, and shrunk where it must be, to lie within another of the same direction.</summary>
    public Frame Within(Frame lot)
    {
        double length = Math.Min(LengthMetres, lot.LengthMetres), width = Math.Min(WidthMetres, lot.WidthMetres);
        var from = Centre - lot.Centre;
        var along = Math.Clamp(from.Dot(Along), (length - lot.LengthMetres) / 2, (lot.LengthMetres - length) / 2);
        var across = Math.Clamp(from.Dot(Along.Left), (width - lot.WidthMetres) / 2, (lot.WidthMetres - width) / 2);
        return new Frame(lot.Centre + Along * along + Along.Left * across, Along, length, width);
    }
}
