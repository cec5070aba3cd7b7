namespace RiskMap.City.Model;

/// <summary>The type of a field; it fixes the CLR value, the column type of each store and the JSON type on the wire.</summary>
public enum FieldType
{
    /// <summary><see cref="string"/>; text column; JSON string. Empty text counts as missing.</summary>
    Text,

    /// <summary><see cref="long"/>; bigint column; JSON number.</summary>
    Integer,

    /// <summary><see cref="double"/>, finite; double precision column; JSON number.</summary>
    Number,

    /// <summary><see cref="bool"/>; boolean column; JSON boolean.</summary>
    Boolean,

    /// <summary><see cref="DateOnly"/>; date column; JSON string <c>2026-05-03</c>.</summary>
    Date,

    /// <summary><see cref="DateTimeOffset"/> in UTC, whole milliseconds; timestamp column; JSON string of RFC 3339.</summary>
    DateTime,

    /// <summary>A list of scalars or of objects (<see cref="Field.Items"/>), held as its canonical JSON text (<see cref="string"/>); jsonb / JSON column; JSON array.</summary>
    List,
}

/// <summary>Which geometries a layer takes. Stores keep lines and polygons as their multi type; a single part reads back as a single geometry.</summary>
public enum GeometryKind
{
    /// <summary>Points only.</summary>
    Point,

    /// <summary>Lines and multi lines.</summary>
    Line,

    /// <summary>Polygons and multi polygons.</summary>
    Polygon,

    /// <summary>Points, lines or polygons (closures).</summary>
    Any,
}
