using System.IO.Compression;

namespace RiskMap.City.Sources.Reading.Shape;

/// <summary>The files of one shapefile, beside each other or in a zip archive; each can be opened more than once.</summary>
sealed class ShapefileSet : IDisposable
{
    readonly ZipArchive? _archive;

    ShapefileSet(ZipArchive? archive) => _archive = archive;

    /// <summary>Name of the .shp for messages.</summary>
    public required string Name { get; init; }

    /// <summary>Opens the .shp, with its length in bytes.</summary>
    public required (Func<Stream> Open, long Length) Shapes { get; init; }

    /// <summary>Opens the .dbf, with its length in bytes.</summary>
    public required (Func<Stream> Open, long Length) Table { get; init; }

    /// <summary>Content of the .prj, or null.</summary>
    public string? Projection { get; private init; }

    /// <summary>Content of the .cpg, or null.</summary>
    public string? CodePage { get; private init; }

    /// <summary>The set around a .shp file.</summary>
    /// <exception cref="ImportException">The .dbf is missing.</exception>
    public static ShapefileSet Beside(SourceFile file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file.Path))!;
        var stem = Path.GetFileNameWithoutExtension(file.Path);
        string? Find(string extension) => Directory.EnumerateFiles(folder)
            .FirstOrDefault(path => string.Equals(Path.GetFileName(path), stem + extension, StringComparison.OrdinalIgnoreCase));
        var table = Find(".dbf") ?? throw NoTable(file.Name);
        return new ShapefileSet(null)
        {
            Name = file.Name,
            Shapes = (file.Open, file.Length),
            Table = (() => File.OpenRead(table), new FileInfo(table).Length),
            Projection = Find(".prj") is { } prj ? File.ReadAllText(prj) : null,
            CodePage = Find(".cpg") is { } cpg ? File.ReadAllText(cpg) : null,
        };
    }

    /// <summary>The set in a zip archive; where it holds several, the one that <c>|layername=</c> names.</summary>
    /// <exception cref="ImportException">The archive is damaged, or has no or several shapefiles.</exception>
    public static ShapefileSet Zipped(SourceFile file)
    {
        ZipArchive archive;
        try
        {
            archive = new ZipArchive(file.OpenRaw(), ZipArchiveMode.Read);
        }
        catch (InvalidDataException error)
        {
            throw SourceFile.Truncated(file.Name, error);
        }
        try
        {
            return From(file, archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _archive?.Dispose();

    static ShapefileSet From(SourceFile file, ZipArchive archive)
    {
        var shapes = archive.Entries
            .Where(entry => entry.Name.EndsWith(".shp", StringComparison.OrdinalIgnoreCase) && !entry.FullName.StartsWith("__MACOSX", StringComparison.Ordinal))
            .Where(entry => file.LayerName is null || string.Equals(Path.GetFileNameWithoutExtension(entry.Name), file.LayerName, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (shapes.Count != 1)
            throw NotOne(file, archive, shapes.Count);
        var shape = shapes[0];
        var stem = shape.FullName[..^4];
        ZipArchiveEntry? Find(string extension) => archive.Entries.FirstOrDefault(entry => string.Equals(entry.FullName, stem + extension, StringComparison.OrdinalIgnoreCase));
        var table = Find(".dbf") ?? throw NoTable(shape.Name);
        return new ShapefileSet(archive)
        {
            Name = shape.Name,
            Shapes = (shape.Open, shape.Length),
            Table = (table.Open, table.Length),
            Projection = Text(Find(".prj")),
            CodePage = Text(Find(".cpg")),
        };
    }

    static string? Text(ZipArchiveEntry? entry)
    {
        if (entry is null)
            return null;
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    static ImportException NotOne(SourceFile file, ZipArchive archive, int found)
    {
        var names = string.Join(", ", archive.Entries.Where(entry => entry.Name.EndsWith(".shp", StringComparison.OrdinalIgnoreCase)).Select(entry => entry.Name));
        return found == 0
            ? new ImportException(($"{file.Name} 中没有（所指定的）shapefile；其中有：{names}", $"{file.Name} has no such shapefile in it (found: {names}); put .shp, .dbf and .prj into one archive"))
            : new ImportException((
                $"{file.Name} 中有多个 shapefile：{names}；请用 \"{file.Name}|layername=名称\" 指定",
                $"{file.Name} holds several shapefiles: {names}; name one as \"{file.Name}|layername=NAME\""));
    }

    static ImportException NoTable(string name) => new((
        $"{name} 缺少同名的 .dbf 属性表；请把 .shp、.dbf、.prj 放在一起", $"the .dbf beside {name} is missing; keep .shp, .dbf and .prj together"));
}
