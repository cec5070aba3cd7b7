using System.Text;

namespace RiskMap.City.Sources.Osm;

/// <summary>Decodes one PrimitiveBlock into objects that are used again for the next one. Not thread-safe.</summary>
sealed class PbfBlock
{
    const double NanoDegrees = 1e9; // divided by, not multiplied with its inverse: the result is then the double nearest to the decimal
    readonly List<OsmObject> _objects = [];
    readonly List<string> _strings = [];
    readonly List<int> _keys = [];
    readonly List<int> _roles = [];
    readonly List<long> _ids = [];
    (long Granularity, long LatitudeOffset, long LongitudeOffset) _grid;
    OsmKinds _wanted;
    long _number;

    /// <summary>Objects of the block.</summary>
    public int Count { get; private set; }

    /// <summary>An object of the block.</summary>
    public OsmObject this[int index] => _objects[index];

    /// <summary>Decodes the objects of the wanted kinds; returns how many.</summary>
    /// <exception cref="InvalidDataException">The block is damaged.</exception>
    public int Decode(byte[] block, OsmKinds wanted)
    {
        (Count, _wanted, _grid) = (0, wanted, (100, 0, 0));
        _strings.Clear();
        // The grid stands behind the groups, so the groups wait.
        var message = new PbfMessage(block);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1: Strings(message.Message()); break;
                case 17: _grid.Granularity = (long)message.Unsigned(); break;
                case 19: _grid.LatitudeOffset = (long)message.Unsigned(); break;
                case 20: _grid.LongitudeOffset = (long)message.Unsigned(); break;
                default: message.Skip(); break;
            }
        }
        message = new PbfMessage(block);
        while (message.Next())
        {
            if (message.Field == 2)
                Group(message.Message());
            else
                message.Skip();
        }
        return Count;
    }

    void Strings(PbfMessage table)
    {
        while (table.Next())
        {
            if (table.Field == 1)
                _strings.Add(Encoding.UTF8.GetString(table.Bytes()));
            else
                table.Skip();
        }
    }

    void Group(PbfMessage group)
    {
        while (group.Next())
        {
            switch (group.Field)
            {
                case 1 when Wants(OsmKinds.Node): Object(OsmKinds.Node, group.Message()); break;
                case 2 when Wants(OsmKinds.Node): Dense(group.Message()); break;
                case 3 when Wants(OsmKinds.Way): Object(OsmKinds.Way, group.Message()); break;
                case 4 when Wants(OsmKinds.Relation): Object(OsmKinds.Relation, group.Message()); break;
                default: group.Skip(); break;
            }
        }
    }

    bool Wants(OsmKinds kind) => (_wanted & kind) != OsmKinds.None;

    OsmObject Add(OsmKinds kind)
    {
        if (Count == _objects.Count)
            _objects.Add(new OsmObject());
        var added = _objects[Count++];
        added.Reset(kind, ++_number);
        return added;
    }

    void Object(OsmKinds kind, PbfMessage message)
    {
        var current = Add(kind);
        _keys.Clear();
        _roles.Clear();
        _ids.Clear();
        var tagged = 0;
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1: current.Id = kind == OsmKinds.Node ? message.ZigZag() : (long)message.Unsigned(); break;
                case 2: Integers(message.Message(), _keys); break;
                case 3: Tags(message.Message(), current, ref tagged); break;
                case 8 when kind == OsmKinds.Node: current.Latitude = Degrees(_grid.LatitudeOffset, message.ZigZag()); break;
                case 9 when kind == OsmKinds.Node: current.Longitude = Degrees(_grid.LongitudeOffset, message.ZigZag()); break;
                case 8 when kind == OsmKinds.Way: Deltas(message.Message(), current.Nodes); break;
                case 8: Integers(message.Message(), _roles); break;
                case 9 when kind == OsmKinds.Relation: Deltas(message.Message(), _ids); break;
                case 10 when kind == OsmKinds.Relation: Members(message.Message(), current); break;
                default: message.Skip(); break;
            }
        }
    }

    void Tags(PbfMessage values, OsmObject current, ref int tagged)
    {
        while (!values.IsEmpty)
            current.Tags.Add(new(Text(_keys[tagged++]), Text((int)values.Unsigned())));
    }

    void Members(PbfMessage types, OsmObject current)
    {
        for (var i = 0; !types.IsEmpty; i++)
        {
            var kind = types.Unsigned() switch { 0 => OsmKinds.Node, 1 => OsmKinds.Way, _ => OsmKinds.Relation };
            current.Members.Add(new OsmMember(kind, _ids[i], Text(_roles[i])));
        }
    }

    void Dense(PbfMessage dense)
    {
        PbfMessage ids = default, latitudes = default, longitudes = default, tags = default;
        while (dense.Next())
        {
            switch (dense.Field)
            {
                case 1: ids = dense.Message(); break;
                case 8: latitudes = dense.Message(); break;
                case 9: longitudes = dense.Message(); break;
                case 10: tags = dense.Message(); break;
                default: dense.Skip(); break;
            }
        }
        long id = 0, latitude = 0, longitude = 0;
        while (!ids.IsEmpty)
        {
            var node = Add(OsmKinds.Node);
            node.Id = id += ids.ZigZag();
            node.Latitude = Degrees(_grid.LatitudeOffset, latitude += latitudes.ZigZag());
            node.Longitude = Degrees(_grid.LongitudeOffset, longitude += longitudes.ZigZag());
            while (!tags.IsEmpty && tags.Unsigned() is var key && key != 0)
                node.Tags.Add(new(Text((int)key), Text((int)tags.Unsigned())));
        }
    }

    double Degrees(long offset, long value) => (offset + (_grid.Granularity * value)) / NanoDegrees;

    string Text(int index) => index >= 0 && index < _strings.Count ? _strings[index] : throw new InvalidDataException("a string is missing");

    static void Integers(PbfMessage packed, List<int> into)
    {
        while (!packed.IsEmpty)
            into.Add((int)packed.Unsigned());
    }

    static void Deltas(PbfMessage packed, List<long> into)
    {
        long value = 0;
        while (!packed.IsEmpty)
            into.Add(value += packed.ZigZag());
    }
}
