using InventorySync.Domain.Access;

namespace InventorySync.Data.Access;

internal sealed class OwnershipMapping : IEntityTypeConfiguration<Ownership>
{
    public void Configure(EntityTypeBuilder<Ownership> builder)
    {
        builder.ToTable("ownership");
        builder.Property(o => o.Id).ValueGeneratedNever();
    }
}

internal sealed class SignInSessionMapping : IEntityTypeConfiguration<SignInSession>
{
    public void Configure(EntityTypeBuilder<SignInSession> builder)
    {
        builder.ToTable("sessions");
        builder.Property(s => s.KeyHash).HasMaxLength(64);
        builder.Property(s => s.Browser).HasMaxLength(80);
        builder.Property(s => s.Address).HasMaxLength(64);
        builder.HasIndex(s => s.KeyHash).IsUnique();
        builder.HasIndex(s => new { s.PersonId, s.EndedAt });
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
    }
}

internal sealed class AuthenticatorAppMapping : IEntityTypeConfiguration<AuthenticatorApp>
{
    public void Configure(EntityTypeBuilder<AuthenticatorApp> builder)
    {
        builder.ToTable("authenticator_apps");
        builder.HasKey(a => a.PersonId);
        builder.Property(a => a.PersonId).ValueGeneratedNever();
        builder.Property(a => a.ProtectedKey).HasMaxLength(1000);
        builder.Property(a => a.ProtectedNewKey).HasMaxLength(1000);
        builder.HasOne<Person>().WithOne().HasForeignKey<AuthenticatorApp>(a => a.PersonId);
    }
}

internal sealed class RecoveryCodeMapping : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("recovery_codes");
        builder.Property(c => c.Hash).HasMaxLength(64);
        builder.HasIndex(c => new { c.PersonId, c.Hash });
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
    }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations");
        builder.Property(i => i.Email).HasMaxLength(Emails.MaxLength);
        builder.Property(i => i.NormalizedEmail).HasMaxLength(Emails.MaxLength);
        builder.Property(i => i.Name).HasMaxLength(120);
        builder.Property(i => i.InvitedBy).HasMaxLength(120);
        builder.Property(i => i.TokenHash).HasMaxLength(64);
        builder.HasIndex(i => i.TokenHash).IsUnique();
        builder.HasIndex(i => i.NormalizedEmail)
            .IsUnique(nameof(Invitation.Email), "“{0}” is invited already. Make a new link for that invitation, or revoke it first.")
            .HasFilter("accepted_at IS NULL AND revoked_at IS NULL").HasDatabaseName("ix_invitations_open");
    }
}

internal sealed class PasswordLinkMapping : IEntityTypeConfiguration<PasswordLink>
{
    public void Configure(EntityTypeBuilder<PasswordLink> builder)
    {
        builder.ToTable("password_links");
        builder.Property(l => l.TokenHash).HasMaxLength(64);
        builder.Property(l => l.MadeBy).HasMaxLength(120);
        builder.HasIndex(l => l.TokenHash).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId);
    }
}
