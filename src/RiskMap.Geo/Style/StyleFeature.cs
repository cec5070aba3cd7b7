namespace RiskMap.Geo.Style;

/// <summary>What an expression can ask of a feature. A feature serves one thread at a time.</summary>
public abstract class StyleFeature
{
    /// <summary>A feature without anything: for expressions that depend on the zoom alone.</summary>
    public static StyleFeature None { get; } = new Nothing();

    /// <summary><c>Point</c>, <c>LineString</c> or <c>Polygon</c>, as vector tiles know them; else empty.</summary>
    public abstract string GeometryType { get; }

    /// <summary>Id of the feature.</summary>
    public abstract StyleValue Id { get; }

    /// <summary>The value of a property; null where the feature has none.</summary>
    public abstract StyleValue Property(string name);

    /// <summary>The value of a feature state; null where the feature has none.</summary>
    public abstract StyleValue State(string name);

    sealed class Nothing : StyleFeature
    {
        public override string GeometryType => "";

        public override StyleValue Id => StyleValue.Null;

        public override StyleValue Property(string name) => StyleValue.Null;

        public override StyleValue State(string name) => StyleValue.Null;
    }
}
