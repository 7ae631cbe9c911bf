namespace InventorySync.Domain.Assistant;

/// <summary>A language model that answers in words. What it is asked and told is up to the caller; it knows nothing of the shop by itself.</summary>
public interface IChatModel
{
    /// <summary>The answer as plain text; refused in words for people when there is none.</summary>
    Task<string> AnswerAsync(LanguageModelSettings chosen, string instruction, string question, CancellationToken ct = default);
}
