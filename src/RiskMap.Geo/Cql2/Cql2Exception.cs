namespace RiskMap.Geo.Cql2;

/// <summary>What is wrong with a filter.</summary>
public enum Cql2Error
{
    /// <summary>Longer than <see cref="Cql2Limits"/> allows.</summary>
    TooLong,

    /// <summary>Nested deeper than <see cref="Cql2Limits"/> allows.</summary>
    TooDeep,

    /// <summary>More vertices in its geometries than <see cref="Cql2Limits"/> allows.</summary>
    TooManyVertices,

    /// <summary>A character that has no meaning here.</summary>
    UnexpectedCharacter,

    /// <summary>A text or quoted name without its closing quote.</summary>
    Unterminated,

    /// <summary>Something else was expected here.</summary>
    Unexpected,

    /// <summary>The filter ends too early.</summary>
    UnexpectedEnd,

    /// <summary>Not JSON.</summary>
    InvalidJson,

    /// <summary>A member is missing or unknown.</summary>
    InvalidMember,

    /// <summary>A number, date, instant, box or geometry that cannot be read.</summary>
    InvalidValue,

    /// <summary>An operator or function with too few or too many arguments.</summary>
    WrongArgumentCount,

    /// <summary>A value of a type that does not fit here.</summary>
    WrongType,

    /// <summary>No such property, or it may not be used in filters.</summary>
    UnknownProperty,

    /// <summary>No such function or operator.</summary>
    UnknownFunction,

    /// <summary>A geometry that is not valid, for instance a polygon that crosses itself.</summary>
    InvalidGeometry,

    /// <summary>A coordinate that cannot lie in the filter's coordinate system.</summary>
    OutsideCrs,

    /// <summary>A text that the text encoding cannot write: it ends in a backslash.</summary>
    NotInText,
}

/// <summary>What stands rightly at the place at fault.</summary>
public enum Cql2Expected
{
    /// <summary>Nothing in particular.</summary>
    Nothing,

    /// <summary>A condition that is true or false.</summary>
    Condition,

    /// <summary>A value: property, literal or function.</summary>
    Value,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>TRUE or FALSE.</summary>
    Truth,

    /// <summary>A day as 2026-05-03.</summary>
    Date,

    /// <summary>An instant as 2026-05-03T06:00:00Z.</summary>
    Timestamp,

    /// <summary>A date or a timestamp.</summary>
    Instant,

    /// <summary>A date, a timestamp or an interval.</summary>
    Time,

    /// <summary>A geometry.</summary>
    Geometry,

    /// <summary>Coordinates.</summary>
    Coordinates,

    /// <summary>A closed ring of four or more positions.</summary>
    Ring,

    /// <summary>Four or six numbers, the least before the greatest.</summary>
    Box,

    /// <summary>An array.</summary>
    Array,

    /// <summary>A pattern: a text literal, perhaps in CASEI or ACCENTI.</summary>
    Pattern,

    /// <summary>An operator.</summary>
    Operator,

    /// <summary>AND or OR, or the end.</summary>
    Connective,

    /// <summary>An opening parenthesis.</summary>
    Open,

    /// <summary>A closing parenthesis.</summary>
    Close,

    /// <summary>A comma.</summary>
    Comma,

    /// <summary>AND between the two ends of BETWEEN.</summary>
    And,

    /// <summary>NULL or NOT NULL after IS.</summary>
    Null,

    /// <summary>LIKE, BETWEEN or IN after NOT.</summary>
    NotForm,

    /// <summary>An object with op and args, or a literal.</summary>
    JsonExpression,

    /// <summary>A geometry of one kind for this relation.</summary>
    OneKind,

    /// <summary>Both sides of one type.</summary>
    SameType,
}

/// <summary>A filter that cannot be used: what is wrong, where, the piece at fault, and what would be right.</summary>
public sealed class Cql2Exception : Exception
{
    const int LongestPiece = 80;

    /// <summary>Creates the exception.</summary>
    public Cql2Exception(Cql2Error error, Cql2Place place, string piece, Cql2Expected expected = Cql2Expected.Nothing, string? suggestion = null)
        : base(MessageOf(error, place, Shortened(piece), expected, suggestion)) =>
        (Error, Place, Piece, Expected, Suggestion) = (error, place, Shortened(piece), expected, suggestion);

    /// <summary>What is wrong.</summary>
    public Cql2Error Error { get; }

    /// <summary>Where it is wrong.</summary>
    public Cql2Place Place { get; }

    /// <summary>The piece at fault, at most 80 characters; for a limit, the limit.</summary>
    public string Piece { get; }

    /// <summary>What would be right there.</summary>
    public Cql2Expected Expected { get; }

    /// <summary>A text that was probably meant, or the names that there are; null when there is nothing near.</summary>
    public string? Suggestion { get; }

    static string Shortened(string piece) => piece.Length <= LongestPiece ? piece : string.Concat(piece.AsSpan(0, LongestPiece - 1), "…");

    static string MessageOf(Cql2Error error, Cql2Place place, string piece, Cql2Expected expected, string? suggestion) =>
        $"{error} at {place}: '{piece}'{(expected == Cql2Expected.Nothing ? "" : $"; expected {expected}")}{(suggestion is null ? "" : $"; perhaps {suggestion}")}";
}
