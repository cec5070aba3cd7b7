using System.Globalization;
using System.Security.Cryptography;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.City.Model;
using RiskMap.City.Sources.Reading;

namespace RiskMap.City.Sources.Mapping;

/// <summary>Where a key comes from; it decides what a second row of the same key means.</summary>
enum KeyOrigin
{
    /// <summary>An id or key of the file.</summary>
    Declared,

    /// <summary>The layer's natural key.</summary>
    Natural,

    /// <summary>Name and address.</summary>
    NameAndAddress,

    /// <summary>Hash of the geometry.</summary>
    Shape,
}

/// <summary>
/// The key of a row (design, decision 9): the <c>key</c> or <c>id</c> of the file, else the natural key (credit code, district code), else
/// name and address; where features have no name, a hash of the geometry. Not thread-safe.
/// </summary>
sealed class KeyRule(LayerSchema layer)
{
    const char Between = '|';
    const int ShapeKeyBytes = 12;
    readonly int[] _natural = [.. layer.NaturalKey.Select(layer.IndexOf)];
    readonly int _address = layer.IndexOf(CommonFields.Address.Name);
    readonly WKBWriter _wkb = new();

    /// <summary>The key and its origin.</summary>
    public (string Key, KeyOrigin Origin) Of(RowReader row, ColumnMap map, object?[] values, Geometry geometry)
    {
        return Declared(row, map) is { } declared ? (declared, KeyOrigin.Declared) : Derived(values, geometry);
    }

    /// <summary>The key of a feature that comes without one.</summary>
    public (string Key, KeyOrigin Origin) Derived(object?[] values, Geometry geometry)
    {
        if (_natural is [var only] && values[only] is string text)
            return (text, KeyOrigin.Natural);
        if (_natural.Length > 0 && Array.TrueForAll(_natural, field => values[field] is not null))
            return (string.Join(Between, _natural.Select(field => Convert.ToString(values[field], CultureInfo.InvariantCulture))), KeyOrigin.Natural);
        if (layer.NameRequired && values[0] is string name)
            return (values[_address] is string address ? string.Concat(name, "|", address) : name, KeyOrigin.NameAndAddress);
        var hash = SHA256.HashData(_wkb.Write(geometry));
        return ("shape:" + Convert.ToHexStringLower(hash.AsSpan(0, ShapeKeyBytes)), KeyOrigin.Shape);
    }

    /// <summary>The key of a second feature of one name and address at another place.</summary>
    public static string AtPlace(string key, Coordinate place) =>
        string.Create(CultureInfo.InvariantCulture, $"{key}@{place.X:0.000000},{place.Y:0.000000}");

    static string? Declared(RowReader row, ColumnMap map)
    {
        if (map.Key.Count == 0)
            return row.Id;
        if (map.Key.Count == 1)
        {
            var only = row.Cell(map.Key[0]).Trim();
            return CellParser.IsMissing(only) ? row.Id : only.ToString();
        }
        var parts = map.Key.Select(column => row.Cell(column).Trim().ToString()).ToList();
        return parts.TrueForAll(part => part.Length > 0) ? string.Join('/', parts) : row.Id;
    }
}
