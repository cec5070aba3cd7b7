using RiskMap.City.Model;
using RiskMap.City.Zoning;
using RiskMap.City.Zoning.Catalogue;
using RiskMap.City.Zoning.External;
using RiskMap.Geo.Style;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Processes.Certificates;

/// <summary>A line of the certificate's table: a separation distance, an entry of the catalogue, or the external safety distance.</summary>
/// <param name="Number">Its number, by which the map names it.</param>
/// <param name="Title">What the rule says, and the other side.</param>
/// <param name="Clause">Standard and clause; a mark behind it says that it is still to be verified.</param>
/// <param name="RequiredMetres">Required distance, or null.</param>
/// <param name="ActualMetres">Actual distance, or null.</param>
/// <param name="Verdict">What it says.</param>
/// <param name="Line">The ends of a distance that falls short, [longitude, latitude], or null.</param>
/// <param name="IsToBeVerified">True where the clause must be checked against the printed standard.</param>
sealed record CertificateRow(
    int Number, string Title, string Clause, double? RequiredMetres, double? ActualMetres, Verdict Verdict, (double[] From, double[] To)? Line, bool IsToBeVerified)
{
    const string Mark = " *";

    /// <summary>Colours of verdicts; they differ in lightness too, for those who see no hues.</summary>
    static readonly Dictionary<Verdict, StyleColour> Colours = new()
    {
        [Verdict.Prohibited] = StyleColour.TryParse("#401048")!,
        [Verdict.Fail] = StyleColour.TryParse("#c62828")!,
        [Verdict.QraRequired] = StyleColour.TryParse("#e65100")!,
        [Verdict.NoData] = StyleColour.TryParse("#757575")!,
        [Verdict.Conditional] = StyleColour.TryParse("#f9c846")!,
        [Verdict.Pass] = StyleColour.TryParse("#2e7d32")!,
    };

    /// <summary>The lines of an answer, the most severe first, of equal ones the largest shortfall.</summary>
    internal static IReadOnlyList<CertificateRow> Of(SitingAnswer answer, string language)
    {
        var rows = answer.Rules.Select(row => (Shortfall: row.ShortfallMetres ?? 0, Row: OfRule(row, language)))
            .Concat(answer.Catalogue.Where(entry => entry.Decides).Select(entry => (Shortfall: 0.0, Row: OfEntry(entry, language))))
            .Concat(OfSafety(answer.Method, language).Select(row => (Shortfall: 0.0, Row: row)));
        return [.. rows.OrderBy(row => row.Row.Verdict).ThenByDescending(row => row.Shortfall).Select((row, i) => row.Row with { Number = i + 1 })];
    }

    /// <summary>How many of each verdict there are, in words.</summary>
    internal static string Counted(IEnumerable<CertificateRow> rows, string language) => string.Join(
        MessageTexts.In(language, "page.comma"), rows.GroupBy(row => row.Verdict).OrderBy(group => group.Key).Select(group => $"{TextOf(group.Key, language)} {group.Count()}"));

    /// <summary>A verdict for people.</summary>
    internal static string TextOf(Verdict verdict, string language) => MessageTexts.In(language, $"certificate.verdict.{Verdicts.Token(verdict)}");

    /// <summary>The colour of a verdict.</summary>
    internal static StyleColour ColourOf(Verdict verdict) => Colours[verdict];

    static CertificateRow OfRule(SeparationRow row, string language)
    {
        var isShort = row.ShortfallMetres > 0 && row is { From: not null, To: not null };
        return Of(row.Title, row.OtherName, row.Reason, row.Source, row.Verdict, language) with
        {
            RequiredMetres = row.RequiredMetres,
            ActualMetres = row.ActualMetres,
            Line = isShort ? (row.From!, row.To!) : null,
        };
    }

    static CertificateRow OfEntry(CatalogueRow row, string language) => Of(row.Title, row.OtherName, row.Reason, row.Source, row.Verdict, language);

    // Without contours there is one line: what the method asks for, and whether it is there.
    static IEnumerable<CertificateRow> OfSafety(ExternalSafetyResult safety, string language) => safety switch
    {
        { Rows.Count: > 0 } => safety.Rows.Select(row => Of(safety.Method?.Title ?? safety.Reason, row.OtherName, row.Reason, row.Source, row.Verdict, language)),
        { Method: { } method } => [Of(method.Title, null, safety.Reason, method.Source, safety.Verdict, language)],
        _ => [],
    };

    static CertificateRow Of(LocalizedText title, string? other, LocalizedText? reason, RuleSource source, Verdict verdict, string language)
    {
        var isToBeVerified = source.Status != RuleSource.Verified;
        var text = string.Join(" · ", new[] { title.In(language), other, verdict == Verdict.Pass ? null : reason?.In(language) }.Where(part => !string.IsNullOrEmpty(part)));
        return new(0, text, source.Citation.In(language) + (isToBeVerified ? Mark : ""), null, null, verdict, null, isToBeVerified);
    }
}
