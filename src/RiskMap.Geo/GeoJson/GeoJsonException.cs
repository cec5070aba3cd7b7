namespace RiskMap.Geo.GeoJson;

/// <summary>A file that is not GeoJSON as a whole: broken JSON, wrong encoding, truncated, another format. Nothing after it can be read.</summary>
public sealed class GeoJsonException : Exception
{
    /// <summary>Creates the exception; the message says what is wrong, where, and the remedy.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="line">Line of the file, from 1; 0 when not known.</param>
    /// <param name="position">Byte of the file, from 0.</param>
    public GeoJsonException(string message, int line = 0, long position = 0)
        : base(message)
    {
        Line = line;
        Position = position;
    }

    /// <summary>Line of the file, from 1; 0 when not known.</summary>
    public int Line { get; }

    /// <summary>Byte of the file, from 0.</summary>
    public long Position { get; }
}
