using System.Collections.Immutable;

namespace RiskMap.City.Model;

/// <summary>Fields that every layer has: what it is called, where it stands, and where the row comes from.</summary>
public static class CommonFields
{
    /// <summary>Name of the feature; field 0 of every layer.</summary>
    public static readonly Field Name = new("name", ("名称", "Name"), FieldType.Text)
    {
        InTiles = true,
        Aliases = ["企业名称", "单位名称", "姓名", "标题", "title", "名字", "nam", "fname"],
    };

    /// <summary>Postal address.</summary>
    public static readonly Field Address = new("address", ("地址", "Address"), FieldType.Text) { Aliases = ["住所", "详细地址", "位置", "addr"] };

    /// <summary>Who supplied the row: bureau, file or register.</summary>
    public static readonly Field Source = new("source", ("来源", "Source"), FieldType.Text) { Queryable = true };

    /// <summary>Licence of the source, shown as attribution.</summary>
    public static readonly Field Licence = new("licence", ("许可", "Licence"), FieldType.Text) { Aliases = ["license"] };

    /// <summary>Offset that was taken out at import: <c>gcj02</c> or <c>bd09</c>; missing means none.</summary>
    public static readonly Field DatumShift = new("datumShift", ("坐标偏移", "Datum shift"), FieldType.Text)
    {
        Codes = CodeList.Of("local method", new Code("gcj02", ("GCJ-02", "GCJ-02")), new Code("bd09", ("BD-09", "BD-09"))),
    };

    /// <summary>The common fields in their order.</summary>
    public static ImmutableArray<Field> All { get; } = [Name, Address, Source, Licence, DatumShift];
}
