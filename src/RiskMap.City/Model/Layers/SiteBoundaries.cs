namespace RiskMap.City.Model.Layers;

/// <summary>Site boundaries 厂界/用地边界 of features that are points elsewhere; analyses measure from the boundary where there is one.</summary>
public static class SiteBoundaries
{
    /// <summary>Layers whose features may have a boundary here.</summary>
    public static readonly CodeList OfLayers = CodeList.Of("local method",
        new Code("enterprises", ("企业", "Enterprises")), new Code("places", ("防护目标", "Protected places")), new Code("depots", ("应急物资库", "Depots")),
        new Code("teams", ("救援队伍", "Teams")), new Code("confined-spaces", ("有限空间", "Confined spaces")));

    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("site-boundaries", ("用地边界", "Site boundaries"),
        ("企业厂界、学校医院等用地边界，按图层与标识对应", "Boundaries of plants, schools and other sites, by layer and key"),
        GeometryKind.Polygon,
        [
            new("ofLayer", ("所属图层", "Of layer"), FieldType.Text) { Required = true, InTiles = true, Codes = OfLayers, Aliases = ["layer"] },
            new("ofKey", ("所属标识", "Of key"), FieldType.Text) { Required = true, Aliases = ["featureKey"] },
        ])
    { NameRequired = false, NaturalKey = ["ofLayer", "ofKey"], MinZoom = 12 };
}
