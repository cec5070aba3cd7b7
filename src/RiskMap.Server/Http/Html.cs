using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace RiskMap.Server.Http;

/// <summary>A piece of HTML in which every text and address is escaped; a string becomes one by being escaped.</summary>
public readonly struct Html
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    readonly string? _markup;

    Html(string markup) => _markup = markup;

    /// <summary>True for a number, which tables align to the right.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>A text.</summary>
    public static implicit operator Html(string? text) => FromText(text);

    /// <summary>A text.</summary>
    public static Html FromText(string? text) => new(Escape(text));

    /// <summary>A number as it is written.</summary>
    public static Html Number(string text) => new(Escape(text)) { IsNumber = true };

    /// <summary>A name as programs write it.</summary>
    public static Html Code(string text) => new($"<code>{Escape(text)}</code>");

    /// <summary>A text beside another, less important.</summary>
    public static Html Small(string text) => new($"<small>{Escape(text)}</small>");

    /// <summary>A link.</summary>
    /// <param name="text">What it says.</param>
    /// <param name="address">Where it leads.</param>
    /// <param name="relation">Its relation, or null.</param>
    public static Html Link(string text, string address, string? relation = null) =>
        new($"<a href=\"{Escape(address)}\"{(relation is null ? "" : $" rel=\"{Escape(relation)}\"")}>{Escape(text)}</a>");

    /// <summary>Pieces one after another, parted by a space.</summary>
    public static Html Join(params IEnumerable<Html> pieces) => new(string.Join(' ', pieces.Select(piece => piece.ToString())));

    /// <summary>A table; a row's first cell is its head where there are no column heads.</summary>
    /// <param name="heads">Heads of the columns; none for a table of names and values.</param>
    /// <param name="rows">The rows.</param>
    public static Html Table(IReadOnlyList<Html> heads, IEnumerable<IReadOnlyList<Html>> rows)
    {
        var markup = new StringBuilder("<table>");
        if (heads.Count > 0)
        {
            markup.Append("<thead><tr>");
            foreach (var head in heads) markup.Append("<th scope=\"col\">").Append(head.ToString()).Append("</th>");
            markup.Append("</tr></thead>");
        }

        markup.Append("<tbody>\n");
        foreach (var row in rows) AppendRow(markup, row, hasHead: heads.Count == 0);
        return new(markup.Append("</tbody></table>").ToString());
    }

    /// <summary>A text as it may stand in HTML, between tags and in quoted attributes.</summary>
    public static string Escape(string? text) => text is null ? "" : Encoder.Encode(text);

    /// <summary>The markup.</summary>
    public override string ToString() => _markup ?? "";

    static void AppendRow(StringBuilder markup, IReadOnlyList<Html> row, bool hasHead)
    {
        markup.Append("<tr>");
        for (var i = 0; i < row.Count; i++)
        {
            if (hasHead && i == 0) markup.Append("<th scope=\"row\">").Append(row[i].ToString()).Append("</th>");
            else markup.Append(row[i].IsNumber ? "<td class=\"number\">" : "<td>").Append(row[i].ToString()).Append("</td>");
        }

        markup.Append("</tr>\n");
    }
}
