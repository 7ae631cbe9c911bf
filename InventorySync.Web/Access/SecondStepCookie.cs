using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace InventorySync.Web.Access;

/// <summary>Remembers for a few minutes who entered the right password and still has to take the second step.</summary>
internal sealed record SecondStepCookie(long PersonId, bool Keep)
{
    public const string Scheme = "SecondStep";
    private const string KeepClaim = "keep";

    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    public Task GiveAsync(HttpContext http)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, PersonId.ToString(CultureInfo.InvariantCulture)), new(KeepClaim, Keep.ToString())], Scheme);
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    public static async Task<SecondStepCookie?> ReadAsync(HttpContext http)
    {
        var answer = await http.AuthenticateAsync(Scheme);
        return answer.Succeeded && long.TryParse(answer.Principal.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var personId)
            ? new SecondStepCookie(personId, answer.Principal.FindFirstValue(KeepClaim) == bool.TrueString)
            : null;
    }

    public static Task TakeBackAsync(HttpContext http) => http.SignOutAsync(Scheme);
}
