using RiskMap.City.Model;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;

namespace RiskMap.City.Snapshot;

/// <summary>Makes what tiles are drawn from out of blocks and layers: once, at first use.</summary>
static class TileSources
{
    /// <summary>A block's rows.</summary>
    internal static TileSource Of(LayerBlock block) => new(block.Mercator, block.Ids.ToArray(), AttributesOf(block));

    /// <summary>A block's label points.</summary>
    internal static TileSource LabelsOf(LayerBlock block) => new(LabelPoints.Of(block.Mercator), block.Ids.ToArray(), AttributesOf(block));

    /// <summary>A block's points in the order in which they are summed up.</summary>
    internal static PointClusters ClustersOf(LayerBlock block)
    {
        var ranking = RankingOf(block.Schema);
        return PointClusters.Of(block.Tiles, ranking is null ? [] : Ranks(block, ranking), ranking?.Values.Count ?? 0, RulesOf(block.Schema));
    }

    /// <summary>A layer's clusters: those of the large block are shared by all its versions, edits are taken from and added to them.</summary>
    internal static ClusteredLayer ClustersOf(LayerSnapshot layer) => new(
        RulesOf(layer.Schema), RankingOf(layer.Schema), layer.Main.Clusters, layer.Main.Clusters.Of(layer.HiddenRows()), layer.Edits.Clusters,
        row => layer.IsHidden(layer.Main, row));

    static ClusterRules RulesOf(LayerSchema schema) => schema.Clusters is { } rule
        ? new(rule.ThroughZoom, rule.LeastMembers)
        : throw new InvalidOperationException($"layer '{schema.Name}' has no clusters");

    static ClusterRanking? RankingOf(LayerSchema schema)
    {
        if (schema.Clusters?.WorstOf is not { } field) return null;
        var codes = schema.Fields[schema.IndexOf(field)].Codes ?? throw new InvalidOperationException($"field '{field}' of layer '{schema.Name}' has no codes to find the worst of");
        return new(field, [.. codes.Codes.Select(code => code.Value)]);
    }

    static sbyte[] Ranks(LayerBlock block, ClusterRanking ranking)
    {
        var (column, ranks) = (block.Field(block.Schema.IndexOf(ranking.Key)), new sbyte[block.Count]);
        var tokens = ranking.Values.Select(value => System.Text.Encoding.UTF8.GetBytes(value)).ToArray();
        for (var row = 0; row < ranks.Length; row++)
        {
            var value = column.Utf8(row);
            var rank = tokens.Length - 1;
            while (rank >= 0 && !value.SequenceEqual(tokens[rank])) rank--;
            ranks[row] = (sbyte)rank;
        }

        return ranks;
    }

    /// <summary>The tile zoom from which each row of a block is there.</summary>
    internal static byte[] FirstZoomsOf(LayerBlock block)
    {
        var rule = block.Schema.Details ?? throw new InvalidOperationException($"layer '{block.Schema.Name}' has no rule of details");
        var (column, zooms, known) = (block.Field(block.Schema.IndexOf(rule.Field)), new byte[block.Count], new Dictionary<string, byte>(StringComparer.Ordinal));
        for (var row = 0; row < zooms.Length; row++)
        {
            var value = System.Text.Encoding.UTF8.GetString(column.Utf8(row));
            if (!known.TryGetValue(value, out zooms[row])) known[value] = zooms[row] = (byte)rule.FromZoom(value);
        }

        return zooms;
    }

    static IEnumerable<MvtAttribute> AttributesOf(LayerBlock block) => CityTiles.AttributesOf(block.Schema)
        .Select(field => Attribute(block, field, block.Schema.IndexOf(field.Name))).OfType<MvtAttribute>();

    static MvtAttribute? Attribute(LayerBlock block, Field field, int index)
    {
        var (column, values, codes) = (block.Field(index), new MvtValuesBuilder(), new int[block.Count]);
        var any = false;
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = column.IsNull(row) ? MvtValuesBuilder.Null : field.Type switch
            {
                FieldType.Integer => values.Add(column.Integer(row)),
                FieldType.Number => values.Add(column.Number(row)),
                FieldType.Boolean => values.Add(column.Integer(row) != 0),
                FieldType.Date => values.Add((object)DateOnly.FromDayNumber((int)column.Integer(row))),
                FieldType.DateTime => values.Add((object)DateTimeOffset.FromUnixTimeMilliseconds(column.Integer(row))),
                _ => values.Add(column.Utf8(row)),
            };
            any |= codes[row] != MvtValuesBuilder.Null;
        }
        return any ? new MvtAttribute(field.Name, values.Build(), codes) : null;
    }
}
