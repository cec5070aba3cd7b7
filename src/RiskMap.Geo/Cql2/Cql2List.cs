using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace RiskMap.Geo.Cql2;

/// <summary>Expressions in their order; equal when their members are. Immutable and safe to share.</summary>
/// <param name="items">The expressions.</param>
[CollectionBuilder(typeof(Cql2List), nameof(Of))]
public sealed class Cql2List(ImmutableArray<Cql2Expression> items) : IReadOnlyList<Cql2Expression>, IEquatable<Cql2List>
{
    /// <summary>Makes a list.</summary>
    public static Cql2List Of(ReadOnlySpan<Cql2Expression> items) => new([.. items]);

    /// <inheritdoc />
    public int Count => items.Length;

    /// <inheritdoc />
    public Cql2Expression this[int index] => items[index];

    /// <inheritdoc />
    public bool Equals(Cql2List? other) => other is not null && items.AsSpan().SequenceEqual(other.Span);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Cql2List);

    /// <inheritdoc />
    public override int GetHashCode() => items.Aggregate(items.Length, HashCode.Combine);

    /// <inheritdoc />
    public IEnumerator<Cql2Expression> GetEnumerator() => ((IEnumerable<Cql2Expression>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    ReadOnlySpan<Cql2Expression> Span => items.AsSpan();
}
