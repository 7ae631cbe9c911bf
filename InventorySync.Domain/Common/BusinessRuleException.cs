namespace InventorySync.Domain.Common;

/// <summary>The shop refuses, in words the user reads. The sentence is also the key of its translations, so figures go into the arguments.</summary>
public class BusinessRuleException(string sentence, params object[] arguments)
    : Exception(arguments.Length == 0 ? sentence : string.Format(System.Globalization.CultureInfo.CurrentCulture, sentence, Figures.Plain(arguments)))
{
    public BusinessRuleException(Sentence said)
        : this(said.Text, [.. said.Arguments])
    {
    }

    public string Sentence { get; } = sentence;

    public IReadOnlyList<object> Arguments { get; } = Figures.Plain(arguments);

    /// <summary>The refusal as it is kept.</summary>
    public Sentence Said => new(Sentence, [.. Arguments]);

    /// <summary>The input field the refusal is about, by its property name; null when it is about the whole.</summary>
    public string? Field { get; init; }
}

/// <summary>Somebody else saved the same thing after this form was opened.</summary>
public sealed class ChangedMeanwhileException()
    : BusinessRuleException("Somebody else changed this while you had it open. Reload to see the change, then enter yours again.")
{
    /// <summary>Nobody had it open: the change came between a reading and a writing of the same command, which can be tried again.</summary>
    public bool WithinCommand { get; init; }
}

/// <summary>What was asked for is not there, or not for this person to see.</summary>
public sealed class NotFoundException(string sentence, params object[] arguments) : BusinessRuleException(sentence, arguments);
