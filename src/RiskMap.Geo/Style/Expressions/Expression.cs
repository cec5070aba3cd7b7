namespace RiskMap.Geo.Style.Expressions;

/// <summary>What an expression depends on; a bit each.</summary>
[Flags]
public enum Needs
{
    /// <summary>Always the same.</summary>
    Nothing = 0,

    /// <summary>The zoom.</summary>
    Zoom = 1,

    /// <summary>The feature's properties.</summary>
    Properties = 2,

    /// <summary>The feature's state.</summary>
    State = 4,

    /// <summary>The feature's id or geometry type.</summary>
    Feature = 8,
}

/// <summary>
/// An expression of the MapLibre style specification, read once (<see cref="ExpressionReader"/>). Immutable; evaluation is pure and safe in parallel.
/// What goes wrong at evaluation gives <see cref="StyleValue.Error"/>, and the property then takes its default.
/// </summary>
public abstract record Expression
{
    /// <summary>What it depends on.</summary>
    public abstract Needs Needs { get; }

    /// <summary>The properties that it reads.</summary>
    public virtual IEnumerable<string> Properties => Children.SelectMany(child => child.Properties);

    /// <summary>The expressions within.</summary>
    protected virtual IEnumerable<Expression> Children => [];

    /// <summary>Its value for a feature at a zoom.</summary>
    public abstract StyleValue Evaluate(double zoom, StyleFeature feature);

    internal static Needs Of(IEnumerable<Expression> expressions) => expressions.Aggregate(Needs.Nothing, (needs, expression) => needs | expression.Needs);
}

/// <summary>A constant.</summary>
/// <param name="Value">The value.</param>
public sealed record Literal(StyleValue Value) : Expression
{
    /// <inheritdoc />
    public override Needs Needs => Needs.Nothing;

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature) => Value;

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary><c>["zoom"]</c>.</summary>
public sealed record Zoom : Expression
{
    /// <inheritdoc />
    public override Needs Needs => Needs.Zoom;

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature) => StyleValue.Of(zoom);

    /// <inheritdoc />
    public override string ToString() => "zoom";
}

/// <summary><c>["get", name]</c>.</summary>
/// <param name="Name">Name of the property.</param>
public sealed record Get(string Name) : Expression
{
    /// <inheritdoc />
    public override Needs Needs => Needs.Properties;

    /// <inheritdoc />
    public override IEnumerable<string> Properties => [Name];

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature) => feature.Property(Name);

    /// <inheritdoc />
    public override string ToString() => $"get({Name})";
}

/// <summary><c>["has", name]</c>.</summary>
/// <param name="Name">Name of the property.</param>
public sealed record Has(string Name) : Expression
{
    /// <inheritdoc />
    public override Needs Needs => Needs.Properties;

    /// <inheritdoc />
    public override IEnumerable<string> Properties => [Name];

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature) => StyleValue.Of(!feature.Property(Name).IsNull);

    /// <inheritdoc />
    public override string ToString() => $"has({Name})";
}

/// <summary><c>["feature-state", name]</c>.</summary>
/// <param name="Name">Name of the state.</param>
public sealed record FeatureState(string Name) : Expression
{
    /// <inheritdoc />
    public override Needs Needs => Needs.State;

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature) => feature.State(Name);

    /// <inheritdoc />
    public override string ToString() => $"state({Name})";
}

/// <summary><c>["geometry-type"]</c> or <c>["id"]</c>.</summary>
/// <param name="IsId">Whether the id is meant.</param>
public sealed record FeatureFact(bool IsId) : Expression
{
    /// <inheritdoc />
    public override Needs Needs => Needs.Feature;

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature) => IsId ? feature.Id : StyleValue.Of(feature.GeometryType);

    /// <inheritdoc />
    public override string ToString() => IsId ? "id" : "geometry-type";
}
