using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using RiskMap.City.Store.Sql;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>
/// Fills an empty SQLite R*Tree at once by writing its node tables (sqlite.org/rtree.html, "Backing Tables"; node format in SQLite's rtree.c):
/// sort-tile-recursive packing (Leutenegger, Lopez and Edgington 1997), over twenty times faster than row by row. Not thread-safe.
/// </summary>
sealed class RTreePacker
{
    const int CellBytes = 24, HeaderBytes = 4;

    /// <summary>Share of a node that is filled, so that the first edits do not split every node.</summary>
    const double Fill = 0.9;

    List<Cell> _cells = [];

    internal void Add(long id, in Box box)
    {
        if (!box.IsEmpty) _cells.Add(new(id, Down(box.MinX), Up(box.MaxX), Down(box.MinY), Up(box.MaxY)));
    }

    /// <summary>Writes the tree; the object is empty afterwards.</summary>
    internal void Write(SqliteConnection connection, string rtree)
    {
        var nodeBytes = (int)connection.List($"SELECT length(data) FROM {rtree}_node WHERE nodeno = 1", row => row.GetInt64(0)).Single();
        var capacity = (nodeBytes - HeaderBytes) / CellBytes;
        connection.Run($"DELETE FROM {rtree}_node; DELETE FROM {rtree}_parent; DELETE FROM {rtree}_rowid");
        using var node = new SqliteStatement(connection, $"INSERT INTO {rtree}_node (nodeno, data) VALUES (?1, ?2)");
        var (level, depth, next) = (_cells, 0, 2L);
        while (level.Count > capacity)
        {
            var mapping = new List<(long Child, long Node)>(level.Count);
            level = PackLevel(level, (int)(capacity * Fill), nodeBytes, node, mapping, ref next);
            WriteMapping(connection, rtree, depth == 0, mapping);
            depth++;
        }

        WriteMapping(connection, rtree, depth == 0, [.. level.Select(cell => (cell.Id, 1L))]);
        WriteNode(node, 1, nodeBytes, depth, level);
        _cells = [];
    }

    /// <summary>Packs one level into nodes and returns their cells, the level above.</summary>
    static List<Cell> PackLevel(List<Cell> level, int capacity, int nodeBytes, SqliteStatement node, List<(long, long)> mapping, ref long next)
    {
        var above = new List<Cell>((level.Count / capacity) + 1);
        var cells = Tiled(level, capacity);
        for (var at = 0; at < cells.Length; at += capacity)
        {
            var members = cells.AsSpan(at, Math.Min(capacity, cells.Length - at));
            WriteNode(node, next, nodeBytes, depth: 0, members);
            var cover = members[0] with { Id = next };
            foreach (var cell in members)
            {
                mapping.Add((cell.Id, next));
                cover = cover.Union(cell);
            }

            above.Add(cover);
            next++;
        }

        return above;
    }

    /// <summary>The cells in tiles: vertical slices by x, each sorted by y.</summary>
    static Cell[] Tiled(List<Cell> level, int capacity)
    {
        var cells = level.ToArray();
        var nodes = Math.Ceiling(cells.Length / (double)capacity);
        var slice = (int)Math.Ceiling(Math.Sqrt(nodes)) * capacity;
        Array.Sort(cells, (a, b) => (a.MinX + a.MaxX).CompareTo(b.MinX + b.MaxX));
        for (var at = 0; at < cells.Length; at += slice)
            cells.AsSpan(at, Math.Min(slice, cells.Length - at)).Sort((a, b) => (a.MinY + a.MaxY).CompareTo(b.MinY + b.MaxY));
        return cells;
    }

    /// <summary>Which node holds a row (leaves) or a node (levels above); in the order of ids, so that the table grows at its end.</summary>
    static void WriteMapping(SqliteConnection connection, string rtree, bool leaves, List<(long Child, long Node)> mapping)
    {
        mapping.Sort((a, b) => a.Child.CompareTo(b.Child));
        using var insert = new SqliteStatement(connection, leaves
            ? $"INSERT INTO {rtree}_rowid (rowid, nodeno) VALUES (?1, ?2)"
            : $"INSERT INTO {rtree}_parent (nodeno, parentnode) VALUES (?1, ?2)");
        foreach (var (child, node) in mapping)
        {
            insert.Bind(1, child);
            insert.Bind(2, node);
            insert.Run();
        }
    }

    static void WriteNode(SqliteStatement insert, long number, int nodeBytes, int depth, ReadOnlySpan<Cell> cells)
    {
        Span<byte> bytes = stackalloc byte[nodeBytes];
        bytes.Clear();
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)depth);
        BinaryPrimitives.WriteInt16BigEndian(bytes[2..], (short)cells.Length);
        for (var i = 0; i < cells.Length; i++) cells[i].Write(bytes[(HeaderBytes + (i * CellBytes))..]);
        insert.Bind(1, number);
        insert.BindBlob(2, bytes);
        insert.Run();
    }

    static void WriteNode(SqliteStatement insert, long number, int nodeBytes, int depth, List<Cell> cells) =>
        WriteNode(insert, number, nodeBytes, depth, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(cells));

    /// <summary>The tree holds 32-bit numbers: boxes are rounded outwards.</summary>
    static float Down(double value) => (float)value > value ? MathF.BitDecrement((float)value) : (float)value;

    static float Up(double value) => (float)value < value ? MathF.BitIncrement((float)value) : (float)value;

    readonly record struct Cell(long Id, float MinX, float MaxX, float MinY, float MaxY)
    {
        internal Cell Union(in Cell other) => this with
        {
            MinX = Math.Min(MinX, other.MinX),
            MaxX = Math.Max(MaxX, other.MaxX),
            MinY = Math.Min(MinY, other.MinY),
            MaxY = Math.Max(MaxY, other.MaxY),
        };

        internal void Write(Span<byte> to)
        {
            BinaryPrimitives.WriteInt64BigEndian(to, Id);
            BinaryPrimitives.WriteSingleBigEndian(to[8..], MinX);
            BinaryPrimitives.WriteSingleBigEndian(to[12..], MaxX);
            BinaryPrimitives.WriteSingleBigEndian(to[16..], MinY);
            BinaryPrimitives.WriteSingleBigEndian(to[20..], MaxY);
        }
    }
}
