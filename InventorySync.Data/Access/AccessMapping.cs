using InventorySync.Data.Audit;
using InventorySync.Domain.Access;
using InventorySync.Domain.Places;
using Microsoft.AspNetCore.Identity;

namespace InventorySync.Data.Access;

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people");
        builder.Property(p => p.DisplayName).HasMaxLength(120);
        builder.Property(p => p.PasswordHash).HasMaxLength(1000);
        builder.Property(p => p.TimeZone).HasMaxLength(64);
        builder.Property(p => p.Language).HasMaxLength(16);
        builder.Property(p => p.Theme).HasMaxLength(16);
        builder.HasIndex(p => p.NormalizedUserName)
            .IsUnique(nameof(Person.Email), "Somebody with the e-mail address “{0}” is here already.").HasDatabaseName("ix_people_sign_in_name");
        builder.HasMany(p => p.Locations).WithOne().HasForeignKey(l => l.PersonId);
    }
}

internal sealed class PersonLocationMapping : IEntityTypeConfiguration<PersonLocation>
{
    public void Configure(EntityTypeBuilder<PersonLocation> builder)
    {
        builder.ToTable("person_locations");
        builder.HasKey(l => new { l.PersonId, l.LocationId });
        builder.HasOne<Location>().WithMany().HasForeignKey(l => l.LocationId);
        builder.IsAuditedPartOf(nameof(PersonLocation.PersonId), nameof(PersonLocation.LocationId), "Locations");
    }
}

internal sealed class RoleMapping : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("roles");
        builder.HasIndex(r => r.NormalizedName)
            .IsUnique(nameof(Role.Name), "There is a role “{0}” already.").HasDatabaseName("ix_roles_name");
    }
}

internal sealed class PersonRoleMapping : IEntityTypeConfiguration<IdentityUserRole<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserRole<long>> builder)
    {
        builder.ToTable("person_roles");
        builder.IsAuditedPartOf(nameof(IdentityUserRole<long>.UserId), nameof(IdentityUserRole<long>.RoleId), "Roles");
    }
}

internal sealed class PersonClaimMapping : IEntityTypeConfiguration<IdentityUserClaim<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<long>> builder) => builder.ToTable("person_claims");
}

internal sealed class PersonLoginMapping : IEntityTypeConfiguration<IdentityUserLogin<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<long>> builder) => builder.ToTable("person_logins");
}

internal sealed class RoleClaimMapping : IEntityTypeConfiguration<IdentityRoleClaim<long>>
{
    public void Configure(EntityTypeBuilder<IdentityRoleClaim<long>> builder) => builder.ToTable("role_claims");
}

internal sealed class PersonTokenMapping : IEntityTypeConfiguration<IdentityUserToken<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<long>> builder)
    {
        builder.ToTable("person_tokens");
        builder.Property(t => t.Value).HasMaxLength(4000);
    }
}

internal sealed class PersonPasskeyMapping : IEntityTypeConfiguration<IdentityUserPasskey<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<long>> builder)
    {
        builder.ToTable("person_passkeys");
        builder.HasKey(p => p.CredentialId);
        builder.Property(p => p.CredentialId).HasMaxLength(900);
        builder.OwnsOne(p => p.Data).ToJson();
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.UserId);
    }
}
