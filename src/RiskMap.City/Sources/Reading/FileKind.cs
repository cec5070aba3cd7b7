using System.Buffers.Binary;
using System.Text;

namespace RiskMap.City.Sources.Reading;

/// <summary>Formats that can be imported.</summary>
enum FileKind
{
    /// <summary>Text with separated cells and a header.</summary>
    Csv,

    /// <summary>GeoJSON (RFC 7946): one document.</summary>
    GeoJson,

    /// <summary>GeoJSON text sequence (RFC 8142) or one feature a line.</summary>
    GeoJsonSequence,

    /// <summary>OGC GeoPackage.</summary>
    GeoPackage,

    /// <summary>ESRI shapefile beside its .dbf.</summary>
    Shapefile,

    /// <summary>A zip archive with a shapefile.</summary>
    ZippedShapefile,

    /// <summary>OpenStreetMap XML.</summary>
    OsmXml,

    /// <summary>OpenStreetMap PBF.</summary>
    OsmPbf,
}

/// <summary>Finds out what a file is: the extension says it, the first bytes must agree.</summary>
static class FileKinds
{
    const int HeadBytes = 4096;

    /// <summary>The kinds, for messages.</summary>
    public const string Names = ".csv .txt .tsv .geojson .json .geojsonl .ndjson .geojsons (each also .gz), .gpkg, .shp, .zip (shapefile), .osm (also .gz), .osm.pbf";

    /// <summary>The kind of a file.</summary>
    /// <exception cref="ImportException">The kind is unknown, or the content is not what the extension says.</exception>
    public static FileKind Of(SourceFile file)
    {
        var name = file.Name.ToLowerInvariant();
        if (file.IsGzip)
            name = name[..^3];
        var head = Head(file);
        var kind = ByExtension(name, head) ?? throw Unknown(file, head);
        Verify(file, kind, head);
        return kind;
    }

    static FileKind? ByExtension(string name, ReadOnlySpan<byte> head) => Path.GetExtension(name) switch
    {
        ".csv" or ".txt" or ".tsv" => FileKind.Csv,
        ".geojson" => StartsRecordSeparated(head) ? FileKind.GeoJsonSequence : FileKind.GeoJson,
        ".json" => FileKind.GeoJson,
        ".geojsonl" or ".ndjson" or ".geojsons" or ".geojsonseq" => FileKind.GeoJsonSequence,
        ".gpkg" => FileKind.GeoPackage,
        ".shp" => FileKind.Shapefile,
        ".zip" => FileKind.ZippedShapefile,
        ".osm" or ".xml" => FileKind.OsmXml,
        ".pbf" => FileKind.OsmPbf,
        _ => null,
    };

    static void Verify(SourceFile file, FileKind kind, ReadOnlySpan<byte> head)
    {
        var right = kind switch
        {
            FileKind.GeoPackage => head.StartsWith("SQLite format 3\0"u8),
            FileKind.Shapefile => head.Length >= 4 && BinaryPrimitives.ReadInt32BigEndian(head) == 9994,
            FileKind.ZippedShapefile => head.StartsWith("PK"u8),
            FileKind.OsmXml => FirstCharacter(head) == '<',
            FileKind.OsmPbf => head.Length > 13 && head[4..].IndexOf("OSMHeader"u8) is >= 0 and < 16,
            FileKind.GeoJson or FileKind.GeoJsonSequence => FirstCharacter(head) is '{' or '[' or '\u001e',
            _ => LooksLikeText(head),
        };
        if (!right)
        {
            throw new ImportException((
                $"{file.Name} 的内容不是其扩展名所示的格式（{What(head).Zh}）；请核对文件是否完整、扩展名是否正确",
                $"the content of {file.Name} is not what its extension says ({What(head).En}); check that the file is whole and has the right extension"));
        }
    }

    static ImportException Unknown(SourceFile file, ReadOnlySpan<byte> head) => new((
        $"{file.Name}：不支持的文件类型（{What(head).Zh}）；可导入的有 {Names}",
        $"{file.Name}: unknown kind of file ({What(head).En}); the kinds that work are {Names}"));

    static (string Zh, string En) What(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK"u8))
            return ("zip 压缩包，例如 Excel 工作簿；Excel 请另存为 CSV", "a zip archive, such as an Excel workbook; save a workbook as CSV");
        if (head.StartsWith("SQLite format 3\0"u8))
            return ("SQLite 数据库", "an SQLite database");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return ("旧版 Office 文件；请另存为 CSV", "an old Office file; save it as CSV");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return ("gzip 压缩；扩展名应以 .gz 结尾", "gzip; its name should end with .gz");
        if (FirstCharacter(head) is '{' or '[')
            return ("JSON 文本", "JSON text");
        if (FirstCharacter(head) == '<')
            return ("XML 或 HTML 文本", "XML or HTML text");
        return LooksLikeText(head) ? ("文本", "text") : ("二进制数据", "binary data");
    }

    static bool StartsRecordSeparated(ReadOnlySpan<byte> head) => !head.IsEmpty && head[0] == 0x1E;

    static char FirstCharacter(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Encoding.UTF8.Preamble))
            head = head[3..];
        foreach (var b in head)
        {
            if (b is not ((byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t'))
                return (char)b;
        }
        return '\0';
    }

    static bool LooksLikeText(ReadOnlySpan<byte> head)
    {
        var utf16 = head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        return utf16 || (!head.StartsWith("PK"u8) && !head.StartsWith("SQLite format 3\0"u8) && !head.Contains((byte)0));
    }

    static byte[] Head(SourceFile file)
    {
        try
        {
            using var stream = file.Open();
            var head = new byte[HeadBytes];
            var read = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
            if (read == 0)
                throw SourceFile.EmptyFile(file.Name);
            return head[..read];
        }
        catch (InvalidDataException error)
        {
            throw SourceFile.Truncated(file.Name, error);
        }
    }
}
