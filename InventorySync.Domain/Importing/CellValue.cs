namespace InventorySync.Domain.Importing;

/// <summary>What a cell says: a value, nothing, or a problem with its remedy.</summary>
public readonly record struct CellValue<T>
{
    private readonly T? _value;

    private CellValue(T? value, bool isEmpty, Sentence? problem)
    {
        _value = value;
        IsEmpty = isEmpty;
        Problem = problem;
    }

    internal static CellValue<T> Empty { get; } = new(default, isEmpty: true, null);

    public bool IsEmpty { get; }

    public Sentence? Problem { get; }

    public bool HasValue => !IsEmpty && Problem is null;

    public T Value => HasValue ? _value! : throw new InvalidOperationException("The cell holds no value; ask HasValue first.");

    public T? Or(T? instead) => HasValue ? _value : instead;

    public CellValue<TOther> Then<TOther>(Func<T, CellValue<TOther>> next) =>
        Problem is not null ? CellValue<TOther>.Wrong(Problem) : IsEmpty ? CellValue<TOther>.Empty : next(_value!);

    internal static CellValue<T> Of(T value) => new(value, isEmpty: false, null);

    internal static CellValue<T> Wrong(Sentence problem) => new(default, isEmpty: false, problem);
}
