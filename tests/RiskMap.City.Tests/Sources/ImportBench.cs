using System.IO.Compression;
using System.Text;
using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Sources;

namespace RiskMap.City.Tests.Sources;

/// <summary>A folder for files and a store to import them into; a failed import leaves the store's version, which is checked each time.</summary>
public abstract class ImportBench : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("riskmap-import-").FullName;

    static ImportBench() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    internal MemoryStore Store { get; } = new();

    protected string Path(string name) => System.IO.Path.Combine(_folder, name);

    protected string Write(string name, string content, Encoding? encoding = null) => Write(name, (encoding ?? new UTF8Encoding(false)).GetBytes(content));

    protected string Write(string name, byte[] content)
    {
        File.WriteAllBytes(Path(name), content);
        return Path(name);
    }

    protected static byte[] Gzip(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
            gzip.Write(content);
        return memory.ToArray();
    }

    protected async Task<ImportReport> Import(ImportRequest request, IProgress<ImportProgress>? progress = null)
    {
        var before = Store.Version;
        var report = await Importer.ImportAsync(Store, request, progress, CancellationToken.None);
        Store.Version.ShouldBe(before + (report.Changed ? 1 : 0));
        report.RefusedCount.ShouldBe(report.Layers.Sum(layer => layer.Refused));
        report.Refused.ShouldAllBe(row => row.Reason.Zh.Length > 0 && row.Reason.En.Length > 0 && row.Remedy.Zh.Length > 0 && row.Remedy.En.Length > 0);
        JsonSerializer.Serialize(report).ShouldContain(report.Sha256);
        return report;
    }

    /// <summary>The whole file is refused, in words for both languages, and nothing changes.</summary>
    protected async Task<LocalizedText> Refusal(ImportRequest request)
    {
        var before = Store.Version;
        var refusal = await Should.ThrowAsync<ImportException>(Importer.ImportAsync(Store, request, null, CancellationToken.None));
        Store.Version.ShouldBe(before);
        refusal.Text.Zh.ShouldContain(c => c >= '\u4e00');
        refusal.Text.En.ShouldNotBe(refusal.Text.Zh);
        return refusal.Text;
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(_folder, recursive: true);
    }
}
