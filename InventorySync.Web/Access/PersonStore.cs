using InventorySync.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace InventorySync.Web.Access;

/// <summary>People as Identity's passkey ceremonies look them up, with a context that lives as long as the request.</summary>
internal sealed class PersonStore(IDbContextFactory<InventoryDb> dbs)
    : UserStore<Person, Role, InventoryDb, long, IdentityUserClaim<long>, IdentityUserRole<long>, IdentityUserLogin<long>, IdentityUserToken<long>, IdentityRoleClaim<long>, IdentityUserPasskey<long>>(dbs.CreateDbContext()),
        IDisposable
{
    // re-implemented, because the base class leaves the context to whoever gave it
    void IDisposable.Dispose()
    {
        Context.Dispose();
        Dispose();
    }
}
