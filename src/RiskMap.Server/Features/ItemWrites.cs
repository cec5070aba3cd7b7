using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RiskMap.City.Export;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Sources.Edits;
using RiskMap.City.Store;
using RiskMap.Geo.Crs;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Security;

namespace RiskMap.Server.Features;

/// <summary>
/// Writes to <c>/collections/{id}/items</c>: POST adds, PUT replaces, PATCH changes (RFC 7396), DELETE removes, each on condition of what the client saw
/// (If-Match) and repeatable under an Idempotency-Key. What is answered is what GET gives next.
/// </summary>
public static class ItemWrites
{
    /// <summary>Adds the four.</summary>
    public static void MapItemWrites(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/collections/{id}/items", (HttpContext context, ServedCity city, string id) => WriteAsync(context, city, id, fid: null, Add));
        routes.MapPut("/collections/{id}/items/{fid}", (HttpContext context, ServedCity city, string id, string fid) => WriteAsync(context, city, id, fid, Replace));
        routes.MapPatch("/collections/{id}/items/{fid}", (HttpContext context, ServedCity city, string id, string fid) => WriteAsync(context, city, id, fid, Change));
        routes.MapDelete("/collections/{id}/items/{fid}", (HttpContext context, ServedCity city, string id, string fid) => WriteAsync(context, city, id, fid, Remove));
    }

    static async Task WriteAsync(HttpContext context, ServedCity city, string id, string? fid, Func<ItemWrite, Func<ICityWriter, Task<ItemAnswer>>> plan)
    {
        var layer = Collections.Known(id);
        var live = WriteRun.Open(context, city);
        Parameters.Allow(context.Request, PersonalFields.Parameter);
        var write = await ItemWrite.ReadAsync(context, layer, fid, live.Current);
        var (outcome, answer) = await WriteRun.RunAsync(live, write.Note, plan(write));
        await AnswerAsync(context, write, outcome, answer);
    }

    static Func<ICityWriter, Task<ItemAnswer>> Add(ItemWrite write)
    {
        var feature = write.Read().Create();
        return async writer =>
        {
            var row = await RecordRules.JudgedAsync(writer, write.Layer, before: null, feature, write.Zone);
            return write.Answer(StatusCodes.Status201Created, await writer.InsertAsync(write.Layer, row, CancellationToken.None));
        };
    }

    static Func<ICityWriter, Task<ItemAnswer>> Replace(ItemWrite write)
    {
        var edit = write.Read();
        return writer => UpdateAsync(writer, write, current => edit.Replace(current, write.Personal));
    }

    static Func<ICityWriter, Task<ItemAnswer>> Change(ItemWrite write)
    {
        var edit = write.Read();
        return writer => UpdateAsync(writer, write, edit.Change);
    }

    static async Task<ItemAnswer> UpdateAsync(ICityWriter writer, ItemWrite write, Func<Feature, Feature> change)
    {
        var current = await write.FindAsync(writer);
        var row = await RecordRules.JudgedAsync(writer, write.Layer, current, change(current), write.Zone);
        return write.Answer(StatusCodes.Status200OK, await writer.UpdateAsync(write.Layer, row, current.Revision, CancellationToken.None));
    }

    static Func<ICityWriter, Task<ItemAnswer>> Remove(ItemWrite write) => async writer =>
    {
        var current = await write.FindAsync(writer);
        await RecordRules.RemovableAsync(writer, write.Layer, current, write.Zone);
        await writer.DeleteAsync(write.Layer, current.Id, current.Revision, CancellationToken.None);
        return new(StatusCodes.Status204NoContent, current.Id, Revision: null, Body: null);
    };

    static async Task AnswerAsync(HttpContext context, ItemWrite write, WriteOutcome outcome, ItemAnswer answer)
    {
        var headers = context.Response.Headers;
        context.Response.StatusCode = answer.Status;
        WriteRun.Tell(context.Response, outcome);
        if (answer.Status == StatusCodes.Status201Created)
            headers.Location = Links.To(context, string.Create(CultureInfo.InvariantCulture, $"/collections/{write.Layer.Name}/items/{answer.Id}"));
        if (answer.Body is null) return;
        CrsParameters.Tell(context.Response, write.Crs);
        headers.ETag = WriteHeaders.TagOf(answer.Revision!.Value);
        headers.CacheControl = "no-cache";
        await JsonAnswer.WriteBytesAsync(context, FeatureLinks.Added(context, write.Layer, answer.Id, Encoding.UTF8.GetBytes(answer.Body)), Collections.GeoJsonType);
    }
}

/// <summary>What a write answers, kept with its idempotency key.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Id">Id of the feature.</param>
/// <param name="Revision">Its revision, or null when it is gone.</param>
/// <param name="Body">The feature as GET gives it, or null when it is gone.</param>
sealed record ItemAnswer(int Status, long Id, long? Revision, string? Body);

/// <summary>One write as it came.</summary>
sealed class ItemWrite
{
    readonly EditContext _context;
    readonly ReadOnlyMemory<byte> _body;
    readonly string _method;
    readonly string? _fid;
    readonly WriteHeaders _headers;

    ItemWrite(HttpContext context, LayerSchema layer, string? fid, WriteHeaders headers, ReadOnlyMemory<byte> body, CitySnapshot city)
    {
        (Layer, Personal, _fid, _headers, _body) = (layer, PersonalFields.Asked(context), fid, headers, body);
        (Crs, _method) = (CrsParameters.OfBody(context.Request, city), context.Request.Method);
        _context = EditContext.Of(city.City, city.Layer(Districts.Schema.Name).Count > 0, Crs);
        Zone = CityMetadata.ZoneOf(city.City);
        var place = fid is null ? layer.Name : $"{layer.Name}/{fid}";
        Note = WriteRun.Note(headers, $"{_method} {place}", () => Fingerprint(context.Request));
    }

    public LayerSchema Layer { get; }

    public bool Personal { get; }

    /// <summary>System of the body, and of the answer.</summary>
    public CoordinateSystem Crs { get; }

    public ChangeNote Note { get; }

    /// <summary>The zone in which the city's days begin.</summary>
    public TimeZoneInfo Zone { get; }

    public static async Task<ItemWrite> ReadAsync(HttpContext context, LayerSchema layer, string? fid, CitySnapshot city)
    {
        if (fid is not null && !long.TryParse(fid, NumberStyles.None, CultureInfo.InvariantCulture, out _)) throw Unknown(layer, fid);
        // Preconditions count only where the request would be done without them (RFC 9110, 13.2.1): what is not there is 404, whatever the condition.
        if (fid is not null && context.Request.Headers.IfMatch.Count == 0 && city.Layer(layer.Name).Find(long.Parse(fid, CultureInfo.InvariantCulture)) is null) throw Unknown(layer, fid);
        var headers = WriteHeaders.Of(context.Request, needsMatch: fid is not null);
        context.NoteWho(headers.Who);
        var body = HttpMethods.IsDelete(context.Request.Method) ? default : await WriteBody.ReadAsync(context.Request, context.RequestAborted);
        return new(context, layer, fid, headers, body, city);
    }

    /// <summary>The feature in the body.</summary>
    public FeatureEdit Read()
    {
        var edit = WriteBody.Parse(Layer, _body, _context, HttpMethods.IsPatch(_method));
        if (edit.Id is not { } id || id.ToString(CultureInfo.InvariantCulture) == _fid) return edit;
        throw new FaultyFeatureException([new("/id", id.ToString(CultureInfo.InvariantCulture),
            ("编号由数据库给出，不能更改", "ids are given by the store and do not change"), ("去掉 id，或写出地址中的编号", "leave id out, or write the one in the address"))]);
    }

    /// <summary>The feature that stands there, when it is one that the client saw.</summary>
    /// <exception cref="ProblemException">404: there is none; 412: it was changed since.</exception>
    public async Task<Feature> FindAsync(ICityWriter writer)
    {
        var current = await writer.FindAsync(Layer, long.Parse(_fid!, CultureInfo.InvariantCulture), CancellationToken.None) ?? throw Unknown(Layer, _fid!);
        return _headers.Matches(current.Revision) ? current : throw new ProblemException(ProblemTable.Stale(Layer.Name, current.Id, current.Revision));
    }

    /// <summary>The answer with a feature, written by the code and from the columns that GET uses.</summary>
    public ItemAnswer Answer(int status, Feature feature)
    {
        using var json = new JsonBuffer();
        Items.WriteOne(json, LayerSnapshot.Of(Layer, [feature]).Find(feature.Id)!.Value, Crs, Personal);
        return new(status, feature.Id, feature.Revision, Encoding.UTF8.GetString(json.Written.Span));
    }

    // The condition is left out: who read anew and sends the same change again means the same.
    string Fingerprint(HttpRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{_method} {Layer.Name}/{_fid}{request.QueryString.Value}\n"));
        if (!ReferenceEquals(Crs, CoordinateSystem.Crs84)) hash.AppendData(Encoding.UTF8.GetBytes($"{Crs.Uri}\n"));
        hash.AppendData(_body.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static ProblemException Unknown(LayerSchema layer, string fid) =>
        new(ProblemTable.UnknownFeature(layer.Name, fid, "fid"));
}
