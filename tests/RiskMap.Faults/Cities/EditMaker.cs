using System.Text.Json.Nodes;

namespace RiskMap.Faults.Cities;

/// <summary>Thinks up edits of the features that one client owns, so that two clients never meet unless a case wants it. Deterministic by its seed.</summary>
sealed class EditMaker(int seed, string name)
{
    const int FewFeatures = 20;
    const int ManyFeatures = 60;

    readonly Random _random = new(seed);
    readonly List<Place> _owned = [];
    int _made;

    /// <summary>The client may edit this feature from now on.</summary>
    public void Own(Place place) => _owned.Add(place);

    /// <summary>The feature is gone.</summary>
    public void Lose(Place place) => _owned.Remove(place);

    /// <summary>The next edit, and the feature that it is about (null for an insert).</summary>
    public (Edit Edit, Place? Place) Next(Func<Place, Known> known)
    {
        var token = FormattableString.Invariant($"{name}-{++_made}");
        var dice = _random.Next(100);
        if (_owned.Count < FewFeatures || (dice < 25 && _owned.Count < ManyFeatures)) return (Insert(token), null);
        var place = _owned[_random.Next(_owned.Count)];
        return (Change(place, known(place), token, dice), place);
    }

    Edit Insert(string token)
    {
        var layer = SmallCity.EditedLayers[_random.Next(SmallCity.EditedLayers.Length)];
        return new Edit(EditKind.Insert, layer, 0, token, Drafts.Of(layer, _random, token).ToJson(), null, token);
    }

    Edit Change(Place place, Known known, string token, int dice)
    {
        var draft = Drafts.Of(place.Layer, _random, known.Key);
        return dice switch
        {
            < 40 => new Edit(EditKind.Delete, place.Layer, place.Id, known.Key, null, known.ETag ?? "*", token),
            < 60 => new Edit(EditKind.Replace, place.Layer, place.Id, known.Key, draft.ToJson(), known.ETag ?? "*", token),
            _ => new Edit(EditKind.Merge, place.Layer, place.Id, known.Key, Part(draft), known.ETag ?? "*", token),
        };
    }

    // A merge patch names some members only.
    JsonObject Part(Draft draft)
    {
        var properties = new JsonObject();
        foreach (var (name, value) in draft.Properties)
        {
            if (name != "key" && value is not null && (properties.Count == 0 || _random.Next(2) == 0)) properties[name] = value.DeepClone();
        }

        var part = new JsonObject { ["properties"] = properties };
        if (_random.Next(3) == 0) part["geometry"] = draft.Geometry.DeepClone();
        return part;
    }
}
