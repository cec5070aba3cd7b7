using RiskMap.Geo.Cql2.Internal;

namespace RiskMap.Geo.Cql2;

/// <summary>
/// CQL2 text (OGC 21-065r2, annex B): all of the standard's classes. Keywords in any case; names with Chinese characters and dots, or in double
/// quotes; quotes within texts doubled or after a backslash. Beyond the standard it understands timestamps with an offset, BETWEEN for dates and texts,
/// geometries with Z that do not say so, and <c>MULTIPOINT (1 2, 3 4)</c>. Pure and thread-safe.
/// </summary>
public static class Cql2Text
{
    /// <summary>Reads a filter.</summary>
    /// <exception cref="Cql2Exception">The text is no filter, or goes beyond <see cref="Cql2Limits"/>; the place is an offset.</exception>
    public static Cql2Expression Parse(string text) => new TextParser(text).Parse();

    /// <summary>Writes an expression in its canonical form, which reads back as an equal expression.</summary>
    /// <exception cref="Cql2Exception">A text in it ends in a backslash, for which the text encoding has no way of writing; CQL2 JSON has.</exception>
    public static string Print(Cql2Expression expression) => TextPrinter.Print(expression);

    /// <summary>A name as it stands in text: in double quotes where it needs them.</summary>
    public static string Print(string propertyName) => TextPrinter.Print(new PropertyReference(propertyName));
}
