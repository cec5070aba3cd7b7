namespace RiskMap.Geo.Crs;

/// <summary>A coordinate system that is unknown, unreadable or unusable; the message names the value and the remedy.</summary>
public sealed class CrsException : Exception
{
    /// <summary>Creates the exception with a message that names the value at fault and the remedy.</summary>
    public CrsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public CrsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
