using InventorySync.Domain.Lists;
using InventorySync.Domain.Settings;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Access;

public static class AccessSetup
{
    // what OWASP asks of PBKDF2 with SHA-512
    private const int PasswordIterations = 210_000;

    /// <summary>Who signs in and what they may do. Cookies and pages are added by the web.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSettings<SignInSettings>("sign-in", "Sign-in", "How long people stay signed in", icon: "login", order: 20);
        services.AddOptions<AccessSettings>().Configure<IServiceProvider>((settings, all) => all.GetService<IConfiguration>()?.GetSection(AccessSettings.Section).Bind(settings)).ValidateDataAnnotations();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordIterations);
        services.AddSingleton<IPasswordHasher<Person>, PasswordHasher<Person>>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<PasswordTries>();
        services.AddSingleton<AuthenticatorKeys>();
        services.AddSingleton<UnknownTries>();
        services.AddSingleton<SignedInPeople>();
        services.AddSingleton<FirstRun>();
        services.AddScoped<CurrentSession>();
        services.AddScoped<Authority>();
        services.AddScoped<SigningIn>();
        services.AddScoped<Sessions>();
        services.AddScoped<Owners>();
        services.AddScoped<Invitations>();
        services.AddScoped<Staffing>();
        services.AddScoped<PasswordLinks>();
        services.AddScoped<RoleKeeping>();
        services.AddScoped<Confirmations>();
        services.AddScoped<OwnAccount>();
        services.AddScoped<SecondFactors>();
        services.AddList<PeopleList>();
        services.AddScoped<SignInRetention>();
        return services;
    }
}
