using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using Microsoft.AspNetCore.Identity;

namespace InventorySync.Tests.Access;

public sealed class SecondFactorsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task With_an_authenticator_app_the_password_alone_opens_nothing_and_the_code_opens_once()
    {
        var mia = await shop.GivenPersonAsync("Mia App");
        var (key, codes) = await AddAppAsync(mia);
        Assert.Equal(RecoveryCodes.Count, codes!.Count);

        var step = Assert.IsType<SignInOutcome.SecondStep>(await shop.SignInAsync(mia.Email!));
        Assert.Equal(mia.Id, step.PersonId);
        Assert.IsType<SignInOutcome.Refused>(await WithAppAsync(mia, "000000"));

        shop.Clock.Advance(TimeSpan.FromSeconds(60));
        var code = CodeNow(key);
        Assert.IsType<SignInOutcome.Done>(await WithAppAsync(mia, code));
        Assert.IsType<SignInOutcome.Refused>(await WithAppAsync(mia, code));
    }

    [Fact]
    public async Task One_code_opens_for_one_of_many_at_the_same_moment()
    {
        var mia = await shop.GivenPersonAsync("Mia Race");
        var (key, _) = await AddAppAsync(mia);
        shop.Clock.Advance(TimeSpan.FromSeconds(60));
        var code = CodeNow(key);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => WithAppAsync(mia, code)));

        Assert.Single(outcomes, o => o is SignInOutcome.Done);
    }

    [Fact]
    public async Task Each_recovery_code_opens_once_however_it_is_typed()
    {
        var mia = await shop.GivenPersonAsync("Mia Codes");
        var (_, codes) = await AddAppAsync(mia);

        Assert.IsType<SignInOutcome.Done>(await WithRecoveryAsync(mia, $" {codes![0].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)} "));
        Assert.IsType<SignInOutcome.Refused>(await WithRecoveryAsync(mia, codes[0]));
        Assert.IsType<SignInOutcome.Done>(await WithRecoveryAsync(mia, codes[9]));

        await using var browser = await AtBrowserAsync(mia, codes[5]);
        Assert.Equal(7, (await browser.Get<SecondFactors>().StateAsync()).RecoveryCodesLeft);
        var renewed = await browser.Get<SecondFactors>().RenewRecoveryCodesAsync();
        Assert.IsType<SignInOutcome.Refused>(await WithRecoveryAsync(mia, codes[1]));
        Assert.IsType<SignInOutcome.Done>(await WithRecoveryAsync(mia, renewed[0]));
    }

    [Fact]
    public async Task Wrong_codes_lock_out_like_wrong_passwords_also_when_the_right_password_comes_between()
    {
        var mia = await shop.GivenPersonAsync("Mia Guessed");
        await AddAppAsync(mia);

        SignInOutcome? outcome = null;
        for (var i = 0; i < PasswordTries.MaxFailures; i++)
        {
            Assert.IsType<SignInOutcome.SecondStep>(await shop.SignInAsync(mia.Email!));
            outcome = await WithAppAsync(mia, "000000");
        }

        Assert.IsType<SignInOutcome.Locked>(outcome);
        Assert.IsType<SignInOutcome.Locked>(await shop.SignInAsync(mia.Email!));
    }

    [Fact]
    public async Task The_key_and_the_codes_are_not_readable_in_the_database_and_never_in_the_audit()
    {
        var mia = await shop.GivenPersonAsync("Mia Stored");
        var (key, codes) = await AddAppAsync(mia);

        await using var db = shop.Db();
        Assert.DoesNotContain(key, (await db.AuthenticatorApps.SingleAsync(a => a.PersonId == mia.Id)).ProtectedKey, StringComparison.Ordinal);
        Assert.DoesNotContain(await db.RecoveryCodes.Where(c => c.PersonId == mia.Id).ToListAsync(), c => codes!.Contains(c.Hash));
        Assert.DoesNotContain(await db.Audit.Where(e => e.SubjectId == mia.Id).ToListAsync(), e => e.Fields.Exists(f => f.To is { } to && (to.Contains(key, StringComparison.Ordinal) || codes!.Contains(to))));
        Assert.Single(await db.Audit.Where(e => e.SubjectId == mia.Id && e.Action == "authenticator app added").ToListAsync());
    }

    [Fact]
    public async Task A_wrong_code_at_the_set_up_leaves_the_account_as_it_was()
    {
        var mia = await shop.GivenPersonAsync("Mia Clumsy");
        await using var browser = await shop.AtBrowserAsync(mia);
        await browser.Get<SecondFactors>().BeginAppAsync();

        Assert.Equal("Code", (await Assert.ThrowsAsync<BusinessRuleException>(() => browser.Get<SecondFactors>().ConfirmAppAsync("000000"))).Field);

        Assert.False((await browser.Get<SecondFactors>().StateAsync()).On);
        Assert.IsType<SignInOutcome.Done>(await shop.SignInAsync(mia.Email!));
    }

    [Fact]
    public async Task A_new_phone_takes_over_only_once_it_showed_a_code()
    {
        var mia = await shop.GivenPersonAsync("Mia New Phone");
        var (old, codes) = await AddAppAsync(mia);
        await using var browser = await AtBrowserAsync(mia, codes![0]);
        var key = (await browser.Get<SecondFactors>().BeginAppAsync()).Key;
        shop.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.IsType<SignInOutcome.Done>(await WithAppAsync(mia, CodeNow(old)));

        Assert.Null(await browser.Get<SecondFactors>().ConfirmAppAsync(CodeNow(key)));

        shop.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.IsType<SignInOutcome.Refused>(await WithAppAsync(mia, CodeNow(old)));
        Assert.IsType<SignInOutcome.Done>(await WithAppAsync(mia, CodeNow(key)));
    }

    [Fact]
    public async Task A_screen_left_open_is_not_enough_to_change_how_the_account_opens()
    {
        var mia = await shop.GivenPersonAsync("Mia Away");
        await using var browser = await shop.AtBrowserAsync(mia);
        shop.Clock.Advance(TimeSpan.FromMinutes(10));
        Func<Task>[] changes =
        [
            () => browser.Get<SecondFactors>().BeginAppAsync(),
            () => browser.Get<SecondFactors>().AddPasskeyAsync(Passkey(1), "Office"),
            () => browser.Get<SecondFactors>().RemoveAppAsync(),
            () => browser.Get<SecondFactors>().RenewRecoveryCodesAsync(),
            () => browser.Get<OwnAccount>().ChangeEmailAsync(new OwnEmail { Email = "mia.else@shop.test" }),
        ];
        foreach (var change in changes)
            Assert.Equal("Enter your password once more before you change how your account opens.", (await Assert.ThrowsAsync<BusinessRuleException>(change)).Message);

        var confirmations = browser.Get<Confirmations>();
        await Assert.ThrowsAsync<BusinessRuleException>(() => confirmations.ConfirmAsync("not the password", "Password"));
        await confirmations.ConfirmAsync(GivenPeople.Password, "Password");

        await browser.Get<OwnAccount>().ChangeEmailAsync(new OwnEmail { Email = "mia.else@shop.test" });
        Assert.IsType<SignInOutcome.Done>(await shop.SignInAsync("mia.else@shop.test"));
    }

    [Fact]
    public async Task A_passkey_is_a_second_factor_too_and_the_last_one_takes_the_second_step_along()
    {
        var mia = await shop.GivenPersonAsync("Mia Passkey");
        await using var browser = await shop.AtBrowserAsync(mia);
        var factors = browser.Get<SecondFactors>();

        Assert.NotNull(await factors.AddPasskeyAsync(Passkey(7), " Office computer "));
        Assert.IsType<SignInOutcome.SecondStep>(await shop.SignInAsync(mia.Email!));
        var passkey = Assert.Single((await factors.StateAsync()).Passkeys);
        Assert.Equal("Office computer", passkey.Name);
        await factors.RenamePasskeyAsync(passkey.Key, "Kitchen tablet");
        Assert.Equal("Kitchen tablet", Assert.Single((await factors.StateAsync()).Passkeys).Name);

        await factors.RemovePasskeyAsync(passkey.Key);
        Assert.IsType<SignInOutcome.Done>(await shop.SignInAsync(mia.Email!));
        Assert.Equal(0, (await factors.StateAsync()).RecoveryCodesLeft);
    }

    [Fact]
    public async Task Nobody_reaches_the_passkeys_of_somebody_else()
    {
        var (mia, eve) = (await shop.GivenPersonAsync("Mia Keys"), await shop.GivenPersonAsync("Eve Keys"));
        await using var hers = await shop.AtBrowserAsync(mia);
        await hers.Get<SecondFactors>().AddPasskeyAsync(Passkey(9), "Hers");
        var key = Assert.Single((await hers.Get<SecondFactors>().StateAsync()).Passkeys).Key;
        await using var evil = await shop.AtBrowserAsync(eve);

        await Assert.ThrowsAsync<NotFoundException>(() => evil.Get<SecondFactors>().RemovePasskeyAsync(key));
        await Assert.ThrowsAsync<NotFoundException>(() => evil.Get<SecondFactors>().RenamePasskeyAsync(key, "Mine"));
    }

    [Fact]
    public async Task A_manager_resets_the_second_factor_of_somebody_whose_phone_is_gone()
    {
        var mia = await shop.GivenPersonAsync("Mia Lost", BuiltInRoles.Viewer);
        await AddAppAsync(mia);

        await shop.Get<Staffing>().ResetSecondFactorAsync(mia.Id);

        Assert.IsType<SignInOutcome.Done>(await shop.SignInAsync(mia.Email!));
        await using var db = shop.Db();
        Assert.Equal("Olivia Owner", (await db.Audit.SingleAsync(e => e.SubjectId == mia.Id && e.Action == "second factor reset")).ActorName);
    }

    [Fact]
    public async Task A_new_password_needs_the_present_one_and_signs_out_the_other_browsers()
    {
        var mia = await shop.GivenPersonAsync("Mia Change");
        var other = await shop.GivenSignedInAsync(mia);
        var here = await shop.GivenSignedInAsync(mia);
        await using var browser = await shop.AtBrowserAsync(here);
        var account = browser.Get<OwnAccount>();

        Assert.Equal("Present", (await Assert.ThrowsAsync<BusinessRuleException>(() => account.ChangePasswordAsync(new() { Present = "not the password", Password = "lantern under the boat" }))).Field);
        Assert.Equal("Password", (await Assert.ThrowsAsync<BusinessRuleException>(() => account.ChangePasswordAsync(new() { Present = GivenPeople.Password, Password = "miachange2026" }))).Field);
        await account.ChangePasswordAsync(new() { Present = GivenPeople.Password, Password = "lantern under the boat" });

        Assert.NotNull(await shop.SeenAsync(here));
        Assert.Null(await shop.SeenAsync(other));
        Assert.IsType<SignInOutcome.Done>(await shop.SignInAsync(mia.Email!, "lantern under the boat"));
    }

    private async Task<(string Key, IReadOnlyList<string>? Codes)> AddAppAsync(Person person)
    {
        await using var browser = await shop.AtBrowserAsync(person);
        var app = await browser.Get<SecondFactors>().BeginAppAsync();
        Assert.Contains($"secret={app.Key}", app.Address, StringComparison.Ordinal);
        return (app.Key, await browser.Get<SecondFactors>().ConfirmAppAsync(CodeNow(app.Key)));
    }

    private string CodeNow(string key) => OneTimeCode.Of(key, OneTimeCode.StepAt(shop.Clock.GetUtcNow()));

    private async Task<Microsoft.Extensions.DependencyInjection.AsyncServiceScope> AtBrowserAsync(Person person, string recoveryCode) =>
        await shop.AtBrowserAsync(Assert.IsType<SignInOutcome.Done>(await WithRecoveryAsync(person, recoveryCode)).SessionKey);

    private async Task<SignInOutcome> WithAppAsync(Person person, string code)
    {
        await using var scope = shop.As(Actor.Visitor);
        return await scope.Get<SigningIn>().WithAuthenticatorAsync(person.Id, code, GivenPeople.Laptop);
    }

    private async Task<SignInOutcome> WithRecoveryAsync(Person person, string code)
    {
        await using var scope = shop.As(Actor.Visitor);
        return await scope.Get<SigningIn>().WithRecoveryCodeAsync(person.Id, code, GivenPeople.Laptop);
    }

    private UserPasskeyInfo Passkey(byte number) =>
        new(credentialId: [number, 2, 3, 4], publicKey: [1], createdAt: shop.Clock.GetUtcNow(), signCount: 0, transports: null,
            isUserVerified: true, isBackupEligible: false, isBackedUp: false, attestationObject: [1], clientDataJson: [1]);
}
