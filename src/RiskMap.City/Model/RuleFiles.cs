using System.Security.Cryptography;
using System.Text.Json;

namespace RiskMap.City.Model;

/// <summary>
/// Finds the rule tables of data/: beside the assembly, or in the folder that RISKMAP_DATA names (a bureau's own parameters).
/// Files are read once when asked for; callers keep what they parsed. Thread-safe.
/// </summary>
public static class RuleFiles
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>The folder with the rule tables.</summary>
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("RISKMAP_DATA") is { Length: > 0 } own ? own : Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>The bytes of a rule table, e.g. <c>risk-model.json</c> or <c>demo/xiangan.json</c>.</summary>
    /// <exception cref="FileNotFoundException">The installation lacks the file; the message names it and the folder.</exception>
    public static byte[] Read(string name)
    {
        var path = Path.Combine(Folder, name);
        return File.Exists(path)
            ? File.ReadAllBytes(path)
            : throw new FileNotFoundException($"rule table data/{name} is missing from {Folder}; install it again or set RISKMAP_DATA", path);
    }

    /// <summary>A rule table as a record; members are camelCase, comments are allowed.</summary>
    /// <exception cref="InvalidDataException">The file does not have the shape of <typeparamref name="T"/>; the message says where.</exception>
    public static T Read<T>(string name)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Read(name), Options) ?? throw new InvalidDataException($"rule table data/{name} is empty");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"rule table data/{name}: {error.Message}", error);
        }
    }

    /// <summary>Hash over all files of data/ and styles/, part of the version token: changed rules change every answer's ETag.</summary>
    public static string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var folder in new[] { Folder, Path.Combine(AppContext.BaseDirectory, "styles") }.Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file)));
                hash.AppendData(File.ReadAllBytes(file));
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
